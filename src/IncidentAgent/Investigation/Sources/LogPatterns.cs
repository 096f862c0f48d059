using System.Text.RegularExpressions;

namespace IncidentAgent.Investigation.Sources;

/// <summary>
/// Groups log lines that differ in their variable parts only, and counts each group now and before.
/// </summary>
/// <remarks>
/// Drain: P. He, J. Zhu, Z. Zheng, M. R. Lyu, "Drain: An Online Log Parsing Approach with Fixed Depth Tree", IEEE ICWS 2017. Numbers, addresses and ids
/// are masked first; a tree of fixed depth leads by the number of words and the first two words to a few groups; a line joins the one that has most
/// words in common with it, at least half, and the words in which they differ become <c>&lt;*&gt;</c>.
/// </remarks>
internal sealed partial class LogPatterns
{
    private const string Variable = "<*>";
    private const int PathWords = 2;
    private const double LeastAlike = 0.5;

    /// <summary>Bounds, so that lines of any kind take no more than some memory and time.</summary>
    private const int MostCharacters = 1000;
    private const int MostWords = 50;
    private const int MostBranches = 100;
    private const int MostPatterns = 1000;

    private const int MostNews = 5;

    private readonly Dictionary<int, Node> _byLength = [];
    private readonly List<MinedPattern> _patterns = [];

    /// <summary>Counts a line. Once there are 1 000 patterns, a line that fits none is not counted.</summary>
    public void Add(LokiEntry entry, bool isNow)
    {
        var words = WordsOf(entry.Line);
        var leaf = LeafOf(words);
        var pattern = leaf.Patterns.MaxBy(one => one.AlikenessTo(words));
        if (pattern is null || pattern.AlikenessTo(words) < LeastAlike)
        {
            if (_patterns.Count == MostPatterns)
            {
                return;
            }

            pattern = new MinedPattern(words);
            leaf.Patterns.Add(pattern);
            _patterns.Add(pattern);
        }

        pattern.Count(words, entry with { Line = Words.Excerpt(entry.Line) }, isNow, Variable);
    }

    /// <summary>
    /// The new ones, and those that grew: at least twice as many as expected, and more by three standard deviations of a Poisson count. The most
    /// frequent first, at most 5.
    /// </summary>
    /// <param name="expected">How many lines are expected now for each one before; 1 where both times are equally long.</param>
    /// <param name="leastBefore">How many lines of each are taken to have been before, at least; with 1, none is new.</param>
    public IReadOnlyList<MinedPattern> News(double expected, int leastBefore = 0) =>
    [
        .. _patterns.Select(pattern => (Pattern: pattern, Expected: Math.Max(pattern.Before, leastBefore) * expected))
            .Where(one => one.Pattern.Now > 0 && IsNews(one.Pattern.Now, one.Expected))
            .OrderByDescending(one => one.Pattern.Now - one.Expected).ThenBy(one => one.Pattern.Template, StringComparer.Ordinal)
            .Select(one => one.Pattern)
            .Take(MostNews),
    ];

    private static bool IsNews(int now, double expected) =>
        expected == 0 || (now >= 2 * expected && now - expected >= 3 * Math.Sqrt(expected));

    private static string[] WordsOf(string line)
    {
        var words = Varying().Replace(line.Length > MostCharacters ? line[..MostCharacters] : line, Variable)
            .Split((char[]?)null, MostWords, StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? [""] : words;
    }

    private Node LeafOf(string[] words)
    {
        if (!_byLength.TryGetValue(words.Length, out var node))
        {
            _byLength[words.Length] = node = new Node();
        }

        foreach (var word in words.Take(PathWords))
        {
            var branch = node.Branches.ContainsKey(word) || (node.Branches.Count < MostBranches && !word.Any(char.IsAsciiDigit)) ? word : Variable;
            if (!node.Branches.TryGetValue(branch, out var next))
            {
                node.Branches[branch] = next = new Node();
            }

            node = next;
        }

        return node;
    }

    private sealed class Node
    {
        public Dictionary<string, Node> Branches { get; } = new(StringComparer.Ordinal);

        public List<MinedPattern> Patterns { get; } = [];
    }

    /// <summary>UUIDs, hexadecimal numbers of 8 digits or more, and numbers with what is written into and behind them: dates, addresses, sizes, durations.</summary>
    [GeneratedRegex(
        @"\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b|\b0[xX][0-9a-fA-F]+\b|\b(?=[a-fA-F]*[0-9])[0-9a-fA-F]{8,}\b|(?<![A-Za-z0-9_])[-+]?[0-9][0-9.,:/TZ+-]*(?:[a-zA-Z%]{1,3}\b)?")]
    private static partial Regex Varying();
}

/// <summary>Lines that differ in their variable parts only.</summary>
internal sealed class MinedPattern(string[] words)
{
    private readonly string[] _words = [.. words];

    public int Now { get; private set; }

    public int Before { get; private set; }

    /// <summary>The first line of those that count now.</summary>
    public LokiEntry First { get; private set; }

    /// <summary>The words that all lines have, cut to <see cref="Words.MostRunes"/> characters.</summary>
    public string Template => Words.OneLine(string.Join(' ', _words));

    /// <summary>The share of words that are equal at the same place, 0 to 1; Drain's simSeq.</summary>
    public double AlikenessTo(string[] others) => _words.Zip(others).Count(pair => pair.First == pair.Second) / (double)_words.Length;

    public void Count(string[] others, LokiEntry entry, bool isNow, string variable)
    {
        for (var i = 0; i < _words.Length; i++)
        {
            _words[i] = _words[i] == others[i] ? _words[i] : variable;
        }

        if (!isNow)
        {
            Before++;
            return;
        }

        First = Now == 0 || entry.UnixNanoseconds < First.UnixNanoseconds ? entry : First;
        Now++;
    }
}
