using System.Text.RegularExpressions;

namespace IncidentAgent.Investigation.Remediation;

/// <summary>A catalogue's text with places such as <c>{service}</c>, to be filled from an incident as words, as a command or as an address.</summary>
/// <remarks>A value is never looked at for places again, and <c>${name}</c> is the shell's own.</remarks>
internal sealed partial class Template(string text)
{
    private const int MostAddress = 2000;

    /// <summary>For a person: a value as one line, and where there is none what it would have been, for example <c>the service</c>.</summary>
    public string Words(Func<string, string?> valueOf) =>
        Places().Replace(text, place => Line(valueOf(place.Groups["name"].Value)) ?? InWords(place.Groups["name"].Value));

    /// <summary>For a shell: each value as one word; <see langword="null"/> when one is missing or not safe to paste.</summary>
    public string? Command(Func<string, string?> valueOf) => Fill(name => valueOf(name) is { } value ? ShellWord.Of(value) : null);

    /// <summary>An http(s) address with each value escaped; <see langword="null"/> when one is missing.</summary>
    public string? Address(Func<string, string?> valueOf) =>
        Fill(name => valueOf(name) is { Length: > 0 } value and not ("." or "..") ? Uri.EscapeDataString(value) : null) is { Length: <= MostAddress } address
            ? address
            : null;

    /// <summary>What is wrong with it as a command, in words that say what to change; <see langword="null"/> when nothing is.</summary>
    public static string? CommandFault(string command)
    {
        if (command.AsSpan().IndexOfAny('\n', '\r') >= 0)
        {
            return "must be one line; write one step for each command.";
        }

        if (Places().IsMatch(command) && SecondReading().Match(command) is { Success: true } second)
        {
            return $"lets something else than the shell read a value again, by '{second.Value}'; write such a command without places.";
        }

        var quote = '\0';
        for (var i = 0; i < command.Length; i++)
        {
            var place = Places().Match(command, i);
            if (place.Success && place.Index == i && (quote != '\0' || (i > 0 && command[i - 1] == '\\')))
            {
                return $"has {place.Value} inside quotes or behind a backslash; let it stand alone, the agent quotes its value.";
            }

            quote = command[i] switch
            {
                '\'' or '"' or '`' when quote == '\0' => command[i],
                var c when c == quote => '\0',
                _ => quote,
            };
            i += command[i] == '\\' && quote != '\'' && i + 1 < command.Length && command[i + 1] != '{' ? 1 : 0;
        }

        return null;
    }

    /// <summary>What is wrong with it as an address; <see langword="null"/> when nothing is.</summary>
    public static string? AddressFault(string address)
    {
        var host = Uri.TryCreate(Places().Replace(address, "x"), UriKind.Absolute, out var filled) && filled.Scheme is "http" or "https"
            ? $"{filled.Scheme}://{filled.Authority}"
            : null;
        return host is not null && address.StartsWith(host, StringComparison.OrdinalIgnoreCase)
            && (address.Length == host.Length || "/:?#".Contains(address[host.Length], StringComparison.Ordinal))
            ? null
            : $"is '{Sources.Words.OneLine(address)}'; it must be an address such as https://runbooks.example.com/{{service}}, with its host written out.";
    }

    private string? Fill(Func<string, string?> valueOf)
    {
        var complete = true;
        var filled = Places().Replace(text, place =>
        {
            var value = valueOf(place.Groups["name"].Value);
            complete &= value is not null;
            return value ?? "";
        });
        return complete ? filled : null;
    }

    private static string? Line(string? value) => value is not null && Sources.Words.OneLine(value) is { Length: > 0 } line ? line : null;

    private static string InWords(string name) => name switch
    {
        "change" => "the last change",
        "since" => "the beginning",
        _ => $"the {name.Replace('_', ' ')}",
    };

    [GeneratedRegex(@"(?<!\$)\{(?<name>[A-Za-z_][A-Za-z0-9_]*)\}")]
    private static partial Regex Places();

    /// <summary>Where quoting for one shell does not help: arithmetic and tests expand once more, and another shell reads the text anew.</summary>
    [GeneratedRegex(@"\beval\b|\bssh\b|\b\w*sh -\w*c\b|\(\(|\[\[|\$'")]
    private static partial Regex SecondReading();
}
