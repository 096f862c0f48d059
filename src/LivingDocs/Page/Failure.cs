using LivingDocs.Html;
using LivingDocs.Suite;
using static LivingDocs.Html.Markup;

namespace LivingDocs.Page;

/// <summary>What went wrong in a step: what it says first, where it happened folded away.</summary>
internal static class Failure
{
    public static Content Of(Step step, Detail detail) => Tag("div",
        Class("failure"),
        Tag("pre", [Class("message"), .. Lines(step.Message ?? "It failed without a message.")]),
        When(step.Stack is not null, () => Tag("details",
            Tag("summary", "Where it happened"),
            Tag("pre", detail.Cut(WithoutMessage(step))))));

    // "promised < 50 ms, measured 1.02 s": what was expected and what was seen are what a reader compares.
    private static IEnumerable<Content> Lines(string message)
    {
        foreach (var line in message.Split('\n'))
        {
            var promised = line.IndexOf("promised ", StringComparison.OrdinalIgnoreCase);
            var measured = line.IndexOf(", measured ", StringComparison.OrdinalIgnoreCase);
            if (promised >= 0 && measured > promised)
            {
                yield return line[..promised];
                yield return Tag("span", Class("expected"), line[promised..measured]);
                yield return ", ";
                yield return Tag("span", Class("measured"), line[(measured + 2)..]);
                yield return "\n";
            }
            else
            {
                yield return line + "\n";
            }
        }
    }

    // Runners put the message before the stack, where it would be read twice.
    private static string WithoutMessage(Step step)
    {
        var at = step.Message is null ? -1 : step.Stack!.IndexOf(step.Message, StringComparison.Ordinal);
        return at < 0 ? step.Stack! : step.Stack![(at + step.Message!.Length)..].TrimStart('\n', '\r');
    }
}
