using LivingDocs.Html;
using static LivingDocs.Html.Markup;

namespace IncidentAgent.Tests.LivingDocs.Html;

public sealed class MarkupTests
{
    [Fact]
    public void Text_is_never_taken_for_markup() =>
        $"{Tag("p", Attr("title", "\"><script>"), "<script>alert('x')</script> & more")}".Should().Be(
            "<p title=\"&quot;&gt;&lt;script&gt;\">&lt;script&gt;alert('x')&lt;/script&gt; &amp; more</p>");

    [Fact]
    public void What_HTML_cannot_hold_is_shown_as_a_box() =>
        $"{Tag("pre", "a\u001b[31mb\ud800c\r\nd 👍")}".Should().Be("<pre>a\ufffd[31mb\ufffdc\nd 👍</pre>");

    [Fact]
    public void Attributes_stand_in_the_tag_wherever_they_were_given() =>
        $"{Tag("td", "12", Class("number"), When(true, () => Attr("hidden")), When(false, () => Attr("open")))}".Should().Be("<td class=\"number\" hidden>12</td>");

    [Theory]
    [InlineData("slo intake-latency P95 latency alerts 100", "slo-intake-latency-p95-latency-alerts-100")]
    [InlineData("P99.9 latency", "p99-9-latency")]
    [InlineData("  <odd> ", "odd")]
    public void An_anchor_is_made_of_letters_and_digits(string words, string slug) => Slug.Of(words).Should().Be(slug);

    [Fact]
    public void Who_comes_second_with_a_name_gets_a_number() => Slug.Distinct(["a", "b", "a", "a"]).Should().Equal("a", "b", "a-2", "a-3");
}
