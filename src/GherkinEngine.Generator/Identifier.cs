using System.Globalization;
using System.Text;

namespace GherkinEngine.Generator;

/// <summary>
/// Names of classes, methods and namespaces from titles, as Reqnroll makes them, so that filters agree; only accents are kept.
/// </summary>
internal static class Identifier
{
    public static string Of(string title)
    {
        var name = new StringBuilder();
        var startsWord = true;
        foreach (var character in title)
        {
            if (char.IsLetter(character))
            {
                name.Append(startsWord ? char.ToUpperInvariant(character) : character);
                startsWord = false;
            }
            else if (char.IsDigit(character) || char.GetUnicodeCategory(character) == UnicodeCategory.ConnectorPunctuation)
            {
                name.Append(character);
                startsWord = true;
            }
            else if (character is '.' or '-' or '\n')
            {
                if (name.Length > 0 && name[name.Length - 1] != '_')
                {
                    name.Append('_');
                }

                startsWord = true;
            }
            else if (character is not ('\'' or '"'))
            {
                startsWord = true;
            }
        }

        return name.Length > 0 && char.IsDigit(name[0]) ? "_" + name : name.ToString();
    }
}
