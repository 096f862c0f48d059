using System.Text;
using System.Text.RegularExpressions;
using Reqnroll;

namespace GherkinEngine.Expressions;

/// <summary>
/// Translates a Cucumber expression into a regular expression. <c>{type}</c> is a parameter, <c>(text)</c> is optional,
/// <c>one/other</c> are alternatives, a backslash takes the meaning from what follows.
/// </summary>
internal sealed class CucumberExpression
{
    private const string Escapable = @"{}()/\";

    private readonly string _source;
    private readonly ParameterTypes _types;
    private readonly List<ParameterType> _parameters = [];
    private readonly StringBuilder _regex = new("^");
    private readonly List<Piece> _word = [];
    private int _at;

    private CucumberExpression(string source, ParameterTypes types)
    {
        _source = source;
        _types = types;
    }

    private enum Kind
    {
        Text,
        Optional,
        Slash,
    }

    public static (string Regex, IReadOnlyList<ParameterType> Parameters) Translate(string source, ParameterTypes types)
    {
        var expression = new CucumberExpression(source, types);
        expression.Read();
        return (expression._regex.ToString(), expression._parameters);
    }

    // Blanks and parameters separate words; a slash only ever divides the word it stands in.
    private void Read()
    {
        while (_at < _source.Length)
        {
            var next = _source[_at];
            if (char.IsWhiteSpace(next))
            {
                EndWord();
                _regex.Append(Regex.Escape(next.ToString()));
                _at++;
            }
            else if (next == '{')
            {
                EndWord();
                ReadParameter();
            }
            else
            {
                _word.Add(next switch
                {
                    '(' => ReadOptional(),
                    '/' => Take(Kind.Slash),
                    _ => new Piece(Kind.Text, ReadCharacter()),
                });
            }
        }

        EndWord();
        _regex.Append('$');
    }

    private void ReadParameter()
    {
        var end = _source.IndexOf('}', _at);
        var name = end < 0 ? throw Wrong("a '{' is not closed; write '\\{' for a brace") : _source[(_at + 1)..end];
        if (name.AsSpan().IndexOfAny('{', '(', '/') >= 0)
        {
            throw Wrong($"'{name}' is no name of a parameter type");
        }

        var type = _types.Named(name, _source);
        _parameters.Add(type);
        _regex.Append(type.Group);
        _at = end + 1;
    }

    private Piece ReadOptional()
    {
        var text = new StringBuilder();
        for (_at++; _at < _source.Length && _source[_at] != ')';)
        {
            text.Append(_source[_at] switch
            {
                '{' => throw Wrong("an optional cannot contain a parameter"),
                '(' => throw Wrong("an optional cannot contain another one"),
                '/' => throw Wrong("an optional cannot contain alternatives"),
                _ => ReadCharacter(),
            });
        }

        if (_at == _source.Length)
        {
            throw Wrong("a '(' is not closed; write '\\(' for a parenthesis");
        }

        if (text.Length == 0)
        {
            throw Wrong("an optional is empty");
        }

        _at++;
        return new Piece(Kind.Optional, $"(?:{text})?");
    }

    private string ReadCharacter()
    {
        if (_source[_at] == '\\')
        {
            _at++;
            if (_at == _source.Length || (!Escapable.Contains(_source[_at]) && !char.IsWhiteSpace(_source[_at])))
            {
                throw Wrong($"a backslash stands only before a blank and one of {Escapable}");
            }
        }

        var character = Regex.Escape(_source[_at++].ToString());
        return character is "]" or "}" ? '\\' + character : character;
    }

    private Piece Take(Kind kind)
    {
        _at++;
        return new Piece(kind, "");
    }

    private void EndWord()
    {
        if (_word.Exists(piece => piece.Kind == Kind.Slash))
        {
            _regex.Append($"(?:{string.Join('|', Alternatives())})");
        }
        else
        {
            _regex.AppendJoin("", _word.Select(piece => piece.Regex));
        }

        _word.Clear();
    }

    private IEnumerable<string> Alternatives()
    {
        var rest = _word.AsEnumerable();
        while (true)
        {
            var alternative = rest.TakeWhile(piece => piece.Kind != Kind.Slash).ToList();
            if (!alternative.Exists(piece => piece.Kind == Kind.Text))
            {
                throw Wrong("an alternative needs a text of its own; write '\\/' for a slash");
            }

            yield return string.Concat(alternative.Select(piece => piece.Regex));
            if (rest.All(piece => piece.Kind != Kind.Slash))
            {
                yield break;
            }

            rest = rest.SkipWhile(piece => piece.Kind != Kind.Slash).Skip(1);
        }
    }

    private BindingException Wrong(string what) => new($"The Cucumber expression \"{_source}\" is wrong at {_at + 1}: {what}.");

    private sealed record Piece(Kind Kind, string Regex);
}
