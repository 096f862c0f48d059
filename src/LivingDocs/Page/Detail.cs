namespace LivingDocs.Page;

/// <summary>How much of what is known is shown.</summary>
/// <param name="Runs">So many points a trend has at most.</param>
/// <param name="Log">So many characters of what a scenario wrote, and of a stack.</param>
/// <param name="Curves">Whether response times are drawn.</param>
/// <param name="Texts">Whether scenarios that passed are shown with their text.</param>
internal sealed record Detail(int Runs, int Log, bool Curves, bool Texts)
{
    public static readonly IReadOnlyList<Detail> FromMost =
    [
        new(400, 6000, Curves: true, Texts: true),
        new(200, 2000, Curves: true, Texts: true),
        new(100, 1000, Curves: true, Texts: false),
        new(50, 300, Curves: false, Texts: false),
        new(2, 0, Curves: false, Texts: false),
    ];

    /// <summary>The beginning of a text that is too long; it says how much is missing.</summary>
    public string Cut(string text) => text.Length <= Log + 100 ? text : $"{text[..Log]}\n… {text.Length - Log} more characters are in the messages.";
}
