using System.Text;
using FsCheck;
using FsCheck.Xunit;
using IncidentAgent.Notifications;

namespace IncidentAgent.Tests.Notifications;

[Properties(Arbitrary = [typeof(NastyText)])]
public sealed class FittedTests
{
    [Property]
    public void Whatever_comes_fits_and_is_text_that_utf8_can_carry(NastyText text, PositiveInt most)
    {
        var plain = Fitted.Plain(text.Value, most.Get);
        var escaped = Fitted.Escaped(text.Value, most.Get);

        plain.Length.Should().BeLessThanOrEqualTo(most.Get);
        escaped.Length.Should().BeLessThanOrEqualTo(most.Get);
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        strict.Invoking(utf8 => utf8.GetBytes(plain + escaped)).Should().NotThrow();
    }

    [Property]
    public void What_is_escaped_has_no_bare_bracket_and_no_torn_entity(NastyText text, PositiveInt most)
    {
        var escaped = Fitted.Escaped(text.Value, most.Get);

        escaped.Should().NotContainAny("<", ">");
        escaped.Replace("&amp;", "").Replace("&lt;", "").Replace("&gt;", "").Should().NotContain("&");
    }

    [Theory]
    [InlineData("short", 5, "short")]
    [InlineData("longer", 5, "long…")]
    [InlineData("a😀b", 4, "a😀b")]
    [InlineData("a😀b", 3, "a…")]
    [InlineData("ae\u0301x", 3, "a…")]
    [InlineData("👩‍👩‍👧‍👦!", 11, "…")]
    [InlineData("", 1, "")]
    public void Text_is_cut_between_what_a_person_sees_as_characters(string text, int most, string fitted) =>
        Fitted.Plain(text, most).Should().Be(fitted);

    [Theory]
    [InlineData("a<b", 6, "a&lt;b")]
    [InlineData("a<b", 5, "a…")]
    [InlineData("a\"b'", 4, "a\"b'")]
    public void The_limit_holds_after_escaping(string text, int most, string fitted) =>
        Fitted.Escaped(text, most).Should().Be(fitted);

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character() =>
        Fitted.Plain("a\ud83db", 10).Should().Be("a\ufffdb");
}
