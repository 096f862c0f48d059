using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using IncidentAgent.Alerts;
using IncidentAgent.Incidents;
using IncidentAgent.Investigation;
using IncidentAgent.Investigation.Remediation;
using IncidentAgent.Investigation.RootCause;
using IncidentAgent.Postmortems;

namespace IncidentAgent.Tests.Postmortems;

/// <summary>Whatever senders and people write, the document keeps its shape.</summary>
[Properties(Arbitrary = [typeof(HostileText)], MaxTest = 300)]
public sealed class PostmortemPropertyTests
{
    private static readonly string Harmless = Document("harmless");

    [Property]
    public void No_text_adds_a_heading(Text text) =>
        MarkdownReader.Headings(Document(text.Value)).Should().HaveCount(MarkdownReader.Headings(Harmless).Count);

    [Property]
    public void No_text_adds_a_row_or_a_column(Text text) =>
        MarkdownReader.Columns(Document(text.Value)).Should().Equal(MarkdownReader.Columns(Harmless));

    [Property]
    public void No_text_gets_through_as_HTML(Text text) =>
        MarkdownReader.Visible(Document(text.Value)).Should().NotContain("<");

    [Property]
    public void The_only_link_is_the_one_we_wrote(Text text) =>
        MarkdownReader.Visible(Document(text.Value)).Split("](").Length.Should().Be(MarkdownReader.Visible(Harmless).Split("](").Length);

    [Property]
    public void The_same_record_gives_the_same_bytes(Text text) =>
        Document(text.Value).Should().Be(Document(text.Value));

    [Property]
    public void Code_gives_back_every_letter(Text text)
    {
        var code = Markdown.Code(text.Value);
        var ticks = code.TakeWhile(c => c == '`').Count();

        if (ticks > 0)
        {
            code[ticks..^ticks].Should().NotMatchRegex($"(?<!`)`{{{ticks}}}(?!`)");
        }
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,<script>")]
    [InlineData("/relative")]
    [InlineData("http://")]
    public void Only_web_addresses_become_links(string address) => Markdown.Link("text", address).Should().Be("text");

    [Theory]
    [InlineData("http://a.example/?q=a b|c>d)", "[text](<http://a.example/?q=a%20b%7Cc%3Ed)>)")]
    [InlineData("https://a.example/x\n# y", "[text](<https://a.example/x%0A#%20y>)")]
    public void An_address_cannot_leave_its_link(string address, string link) => Markdown.Link("text", address).Should().Be(link);

    [Theory]
    [InlineData("# heading", "\\# heading")]
    [InlineData("- item", "\\- item")]
    [InlineData("12. item", "12\\. item")]
    [InlineData("=====", "\\=====")]
    [InlineData("a | b", "a \\| b")]
    [InlineData("a\r\n\r\nb", "a    b")]
    [InlineData("<b>&amp;", "&lt;b&gt;&amp;amp;")]
    [InlineData("[x](javascript:y)", "\\[x\\](javascript:y)")]
    [InlineData("see https://evil.example", "see https\\://evil.example")]
    [InlineData("CPU at 12:17 is 3.5", "CPU at 12:17 is 3.5")]
    [InlineData("gpj.exe\u202Eabc", "gpj.exe\uFFFDabc")]
    [InlineData(" \t", "(empty)")]
    public void Markup_is_read_as_text(string text, string escaped) => Markdown.Escape(text).Should().Be(escaped);

    private static string Document(string text)
    {
        var at = Records.Opened;
        var evidence = new Evidence
        {
            Id = text,
            Source = text,
            Title = text,
            Query = text,
            From = at,
            To = at,
            Value = text,
            Details = [text, text],
            Link = "https://grafana.example.com/explore",
            Warnings = [text],
        };
        var incident = Records.Payments.Incident with
        {
            Title = text,
            AcknowledgedBy = text,
            ResolvedBy = text,
            Services = [text],
            CommonLabels = ImmutableSortedDictionary<string, string>.Empty.Add("label", text),
            RunbookUrl = null,
            Findings = new(at, at, [evidence, evidence], [new(text, text)])
            {
                Analysis = new()
                {
                    Certainty = Certainty.Likely,
                    Because = text,
                    WouldChange = [text],
                    Onset = at,
                    Causes = [new(text, CauseCategory.Unknown, 0.5, text, [text])],
                    Changes = [new(new ChangeEvent(at, text, text, text, text), text)],
                    Impact = new() { Services = [text], CountedAt = text, Duration = TimeSpan.Zero },
                },
                Actions = [.. Enumerable.Repeat(Action(text), 4)],
                Summary = new([new(text, [text])]) { WordedBy = text },
            },
        };
        var alert = new Alert
        {
            Source = text,
            Fingerprint = text,
            Status = AlertStatus.Firing,
            StartsAt = at,
            Labels = new Dictionary<string, string> { ["alertname"] = text },
        };
        var record = new IncidentRecord(
            incident,
            [new(alert, at, at - TimeSpan.FromDays(3))],
            [new(at, TimelineKind.Opened, text, text), new(at, TimelineKind.Note, text, text), new(at, TimelineKind.Resolved, text)],
            [Records.Announced(text, AnnouncementState.Dead, null, text), Records.Announced(text, AnnouncementState.Sent, at)]);
        return PostmortemDraft.Write(record, 1, Records.Written, Records.StaleAfter).ToMarkdown();
    }

    private static RemediationAction Action(string text) => new()
    {
        Id = "a",
        Title = text,
        Causes = [text],
        Prerequisites = [text],
        Steps = [new(text, text)],
        Rollback = [new(text, text)],
        Watch = [text],
        Runbook = "https://runbooks.example.com/a",
    };

    public sealed record Text(string Value);

    /// <summary>Strings made of what means something in Markdown or HTML, and of anything else.</summary>
    public static class HostileText
    {
        private static readonly string[] Pieces =
        [
            "#", "## ", "|", "\\", "\\|", "`", "```", "````", "<script>", "</b>", "<!--", "[a](b)", "](<", ">)", "\n", "\r\n", "\n\n", "\n# ", "\n---\n", "\n===",
            "\n- ", "1. ", "~~~", "> ", "    ", "\t", "&lt;", "**", "_", "javascript:", "http://x", "$", "\0", "\u2028", "\u0085", "\u202E", "\uD800", "é", "text",
        ];

        public static Arbitrary<Text> Texts()
        {
            var anything = ArbMap.Default.GeneratorFor<string>().Select(text => text ?? "");
            var hostile = Gen.OneOf(Gen.Elements(Pieces), Gen.Elements(Pieces), anything);
            return hostile.ListOf().Select(pieces => new Text(string.Concat(pieces))).ToArbitrary();
        }
    }
}
