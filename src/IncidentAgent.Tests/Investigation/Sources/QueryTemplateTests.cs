using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Xunit;
using IncidentAgent.Investigation.Sources;

namespace IncidentAgent.Tests.Investigation.Sources;

public sealed class QueryTemplateTests
{
    [Property(MaxTest = 1000)]
    public void A_value_fills_a_string_and_nothing_else(NonEmptyString value, bool single)
    {
        var quote = single ? '\'' : '"';
        var filled = QueryTemplate.Parse($"up{{a={quote}{{x}}{quote}}} > 1").Fill(_ => value.Get)!;

        var (content, rest) = StringAt(filled, filled.IndexOf(quote, StringComparison.Ordinal));

        content.Should().Be(value.Get);
        rest.Should().Be("} > 1");
    }

    [Property(MaxTest = 1000)]
    public void In_a_pattern_a_value_stands_for_itself(NonEmptyString value)
    {
        var filled = QueryTemplate.Parse("""up{a=~"{x}"}""").Fill(_ => value.Get)!;

        var (pattern, rest) = StringAt(filled, filled.IndexOf('"', StringComparison.Ordinal));

        rest.Should().Be("}");
        Regex.Match(value.Get, $@"\A(?:{pattern})\z", RegexOptions.Singleline).Success.Should().BeTrue();
        Regex.Match(value.Get + "x", $@"\A(?:{pattern})\z", RegexOptions.Singleline).Success.Should().BeFalse();
    }

    [Theory]
    [InlineData("x\"} or up{a=\"y", """up{a="x\x22} or up{a=\x22y"}""")]
    [InlineData("x\\", """up{a="x\\"}""")]
    [InlineData("a\nb", """up{a="a\x0ab"}""")]
    [InlineData("пр", """up{a="пр"}""")]
    public void A_value_cannot_end_its_string(string value, string expected) =>
        QueryTemplate.Parse("""up{a="{x}"}""").Fill(_ => value).Should().Be(expected);

    [Theory]
    [InlineData("up{x}")]
    [InlineData("{x}")]
    [InlineData("up{a=`{x}`}")]
    [InlineData("""up{a="\""} + {x}""")]
    public void A_place_where_a_value_could_be_more_than_text_is_refused(string template)
    {
        var parsing = () => QueryTemplate.Parse(template);

        parsing.Should().Throw<FormatException>().WithMessage("{x} must stand inside a string in double quotes.");
    }

    [Theory]
    [InlineData("up{}")]
    [InlineData("""up{a="{}", b="{1}", c="a{2,3}"}""")]
    [InlineData("up # {x} is not a place here")]
    public void What_is_not_a_place_stays_as_it_is(string template) => QueryTemplate.Parse(template).Fill(_ => "value").Should().Be(template);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void A_query_about_a_label_that_the_alert_has_not_is_not_asked(string? value) =>
        QueryTemplate.Parse("""up{a="{x}"}""").Fill(_ => value).Should().BeNull();

    /// <summary>Reads a string as Prometheus' lexer does; fails where that would.</summary>
    private static (string Content, string After) StringAt(string query, int at)
    {
        var quote = query[at++];
        var content = new StringBuilder();
        for (; query[at] != quote; at++)
        {
            query[at].Should().NotBe('\n');
            if (query[at] != '\\')
            {
                content.Append(query[at]);
                continue;
            }

            at++;
            query[at].Should().BeOneOf('\\', 'x');
            content.Append(query[at] == '\\' ? '\\' : (char)int.Parse(query.AsSpan(at + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            at += query[at] == 'x' ? 2 : 0;
        }

        return (content.ToString(), query[(at + 1)..]);
    }
}
