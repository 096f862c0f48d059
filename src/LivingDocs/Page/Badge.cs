using LivingDocs.Html;
using LivingDocs.Objectives;
using LivingDocs.Suite;
using static LivingDocs.Html.Markup;

namespace LivingDocs.Page;

/// <summary>A verdict or an outcome as a sign, a word and a colour; the colour is never alone.</summary>
internal static class Badge
{
    public static Content Of(Standing standing) => Of(Name(standing), standing.Words());

    public static Content Of(Outcome outcome) => Of(Name(outcome), outcome.Words());

    /// <summary>What filters and the style sheet know it by.</summary>
    public static string Name(Standing standing) => Slug.Of(standing.Words());

    public static string Name(Outcome outcome) => Slug.Of(outcome.Words());

    private static Content Of(string name, string words) =>
        Tag("span", Class($"badge {name}"), Tag("span", Attr("aria-hidden", "true"), Sign(name)), $" {words}");

    private static string Sign(string name) => name switch
    {
        "met" or "passed" => "✓",
        "target-missed" => "△",
        "not-proven" => "?",
        "breached" or "failed" => "✕",
        "undefined" or "not-finished" => "!",
        _ => "–",
    };
}
