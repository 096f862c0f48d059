using System.Text.RegularExpressions;
using IncidentAgent.Investigation.RootCause;
using IncidentAgent.Investigation.Sources;

namespace IncidentAgent.Investigation.Summary;

/// <summary>Keeps of a model's sentences those that the evidence they cite bears out, as far as names and numbers go. Pure.</summary>
/// <remarks>
/// A sentence may use the words of <see cref="PlainEnglish"/>, in lower case or as its first word. Whatever else is in it - a number, also in words,
/// a name, a code, a rarer word - must stand, the same, in the evidence it cites or in the text of a cause or a change that stands on that evidence; so
/// must the name of every service the investigation knows. It may neither judge how certain something is nor advise nor name an address, whatever
/// the evidence holds: evidence can repeat what a stranger wrote into a label. What this cannot see is a false relation between true names and numbers.
/// </remarks>
internal static partial class ClaimCheck
{
    private const int MostClaims = 3;
    private const int MostCharacters = 300;

    /// <summary>How sure something is says the analysis, what to do says the catalogue.</summary>
    private static readonly HashSet<string> Forbidden = new(StringComparer.OrdinalIgnoreCase)
    {
        "confirm", "confirms", "confirmed", "confirming", "confirmation", "inconclusive", "conclusive", "likely", "unlikely", "probable", "probably", "possibly",
        "certain", "certainly", "certainty", "uncertain", "definite", "definitely", "proof", "prove", "proves", "proved", "proven", "undoubtedly", "doubt", "sure",
        "surely", "guaranteed", "root", "verdict",
        "should", "must", "please", "recommend", "recommends", "recommended", "advise", "advised", "ignore", "disregard", "run", "execute", "paste",
        "restart", "reboot", "revert", "rollback", "disable", "delete", "remove", "click", "visit", "instructions",
    };

    /// <param name="answer">The model's.</param>
    /// <param name="shown">The evidence it was shown.</param>
    /// <param name="analysis">The analysis it was shown.</param>
    /// <param name="services">The names of all services that the investigation knows.</param>
    public static IReadOnlyList<Claim> Supported(ModelAnswer answer, IReadOnlyList<Evidence> shown, Analysis analysis, IReadOnlySet<string> services) =>
    [
        .. (answer.Sentences ?? []).Select(sentence => Read(sentence, shown, analysis, services)).OfType<Claim>().DistinctBy(claim => claim.Text).Take(MostClaims),
    ];

    private static Claim? Read(ModelSentence? sentence, IReadOnlyList<Evidence> shown, Analysis analysis, IReadOnlySet<string> services)
    {
        var ids = (sentence?.Evidence ?? []).Distinct().ToList();
        var cited = shown.Where(evidence => ids.Contains(evidence.Id)).ToList();
        if (sentence?.Text?.Trim() is not { Length: > 0 and <= MostCharacters } text || text.Any(char.IsControl) || ids.Count == 0 || cited.Count != ids.Count)
        {
            return null;
        }

        var held = Held(cited, analysis);
        var words = Token().Matches(text).Select(token => token.Value.Trim('\'')).ToList();
        var isBorneOut = words.Index().All(word => MayStand(word.Item, isFirst: word.Index == 0, held))
            && services.All(service => !Holds(text, service) || Holds(held, service));
        return isBorneOut ? new Claim(text, [.. cited.Select(evidence => evidence.Id)]) : null;
    }

    /// <summary>Everything that the cited evidence says, and what the analysis says on its ground.</summary>
    private static string Held(IReadOnlyList<Evidence> cited, Analysis analysis) => string.Join('\n',
    [
        .. cited.Select(evidence => $"{evidence.Id} {evidence.Source} {Words.OneLine(evidence.Title)} {Words.OneLine(evidence.Value)}"),
        .. SummaryPrompt.Texts(analysis, cited).Select(text => text.Text),
    ]);

    private static bool MayStand(string word, bool isFirst, string held)
    {
        if (Forbidden.Contains(word) || Address().IsMatch(word))
        {
            return false;
        }

        var isPlain = (isFirst || !word.Any(char.IsUpper)) && word.All(c => char.IsAsciiLetter(c) || c == '\'') && PlainEnglish.Has(word);
        return isPlain || Holds(held, word);
    }

    /// <summary>Whether a name or number stands in a text as a whole, not as a part of a longer one.</summary>
    private static bool Holds(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            if (!Continues(text, at - 1, -1) && !Continues(text, at + word.Length, 1))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A dot or a comma continues a number or a name only where a letter or digit follows it: <c>3.5</c>, but not the end of a sentence.</summary>
    private static bool Continues(string text, int at, int direction) => at >= 0 && at < text.Length
        && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '-' || (text[at] is '.' or ',' or ':' or '/' && at + direction >= 0 && at + direction < text.Length
            && char.IsLetterOrDigit(text[at + direction])));

    /// <summary>What lies between blanks, without the signs that end and surround words.</summary>
    [GeneratedRegex("""[^\s,.;:!?()"“”‘’—–…%](?:[^\s]*[^\s,.;:!?()"“”‘’—–…%])?""")]
    private static partial Regex Token();

    [GeneratedRegex("://|@|^www", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
