using LivingDocs.Html;
using LivingDocs.Objectives;
using ServiceLevels.Objectives;
using static LivingDocs.Html.Markup;

namespace LivingDocs.Page;

/// <summary>The beginning of the page, which can be read alone, and its end.</summary>
internal static class Opening
{
    public static Content Of(LivingPage page, Detail detail) => Tag("header",
        Tag("p", Class("kind"), "Living documentation"),
        Tag("h1", Headline.Verdict(page)),
        Tag("p", Class("counts"), Headline.Counts(page)),
        Tag("dl", [Class("facts"), .. Facts(page)]),
        All(page.Run.Log.Select(line => Tag("p", line))),
        All(page.Remarks.Select(remark => Tag("p", Class("remark"), remark))),
        All(page.Run.HookFailures.Select(failure => All(Tag("p", $"{failure.Keyword} {failure.Text} failed:"), Failure.Of(failure, detail)))),
        Policy(page),
        Navigation(page));

    public static Content Foot() => Tag("footer",
        Tag("p", "Made from the run's Cucumber messages and the history of its objectives, and from nothing else."));

    private static IEnumerable<Content> Facts(LivingPage page)
    {
        var source = page.Source;
        if ((source?.At ?? page.Run.StartedAt) is { } at)
        {
            yield return Fact("Run", Figures.Minute(at));
        }

        if (source is not null)
        {
            yield return Fact("Commit", source.Commit is null ? "no repository" : Tag("code", Figures.Commit(source.Commit)));
            yield return Fact("Policy", source.Policy);
            yield return Fact("Machine", source.Machine.Class);
            yield return Fact("Speed", Speed(source.Machine));
        }

        if (page.Run.Runner is { } runner)
        {
            yield return Fact("Runner", runner);
        }
    }

    // Where there is nothing to compare with, that is what has to be said: a bad figure might be the machine's.
    private static string Speed(MachineRecord machine) => machine.Factor switch
    {
        null => "no history of this machine class, so no factor",
        < 0.95 and var factor => $"{factor:0.00} times the usual time of its class: faster",
        > 1.05 and var factor => $"{factor:0.00} times the usual time of its class: slower",
        var factor => $"as usual for its class (factor {factor:0.00})",
    };

    private static Content Fact(string name, Content value) => Tag("div", Tag("dt", name), Tag("dd", value));

    private static Content Policy(LivingPage page) => When(page.Stories.Count > 0, () => Tag("details",
        Class("policy"),
        Tag("summary", "How a promise is judged"),
        Tag("ul", PolicyWords.Of(page.Source?.Policy).Select(sentence => Tag("li", sentence)))));

    private static Content Navigation(LivingPage page) => Tag("nav",
        Attr("aria-label", "On this page"),
        Tag("ul",
            When(page.Stories.Count > 0, () => Tag("li", Link("promises", "Promises"))),
            When(page.Founding.Promises.Count > 0, () => Tag("li", Link("founding", "Founding numbers"))),
            When(page.Founding.Requirements > 0, () => Tag("li", Link("requirements", "Requirements"))),
            When(page.Run.Features.Count > 0, () => Tag("li", Link("scenarios", "Scenarios"))),
            When(page.Stories.Count > 0, () => Tag("li", Link("objectives", "Objectives")))));
}
