using FsCheck.Xunit;
using IncidentAgent.Investigation.Sources;

namespace IncidentAgent.Tests.Investigation.Sources;

public sealed class LogPatternsTests
{
    [Theory]
    [InlineData("GET /orders/17 took 350ms", "GET /orders/99 took 1.5s", "GET /orders/<*> took <*>")]
    [InlineData("2026-03-04T12:00:00.123Z ERROR no route to 10.1.2.3:80", "2026-03-04T12:00:01.456Z ERROR no route to 10.1.2.4:81", "<*> ERROR no route to <*>")]
    [InlineData("job 4bf92f3577b34da6a3ce929d0e0e4736 failed", "job 00f067aa0ba902b7 failed", "job <*> failed")]
    [InlineData("job 123e4567-e89b-12d3-a456-426614174000 failed", "job 00000000-0000-0000-0000-000000000000 failed", "job <*> failed")]
    [InlineData("error: user ann is locked out", "error: user bob is locked out", "error: user <*> is locked out")]
    public void Lines_that_differ_in_their_variable_parts_are_one_pattern(string one, string other, string template)
    {
        var patterns = Mined([one, other]);

        var pattern = patterns.News(1).Should().ContainSingle().Subject;
        pattern.Now.Should().Be(2);
        pattern.Template.Should().Be(template);
    }

    [Theory]
    [InlineData("error: disk is full", "error: connection was refused")]
    [InlineData("error: disk is full", "error: disk is full now")]
    [InlineData("could not read config", "must not write config")]
    public void Lines_that_say_different_things_are_not(string one, string other) => Mined([one, other]).News(1).Should().HaveCount(2);

    [Theory]
    [InlineData(0, 1, true)]
    [InlineData(1, 3, false)]
    [InlineData(1, 4, true)]
    [InlineData(100, 130, false)]
    [InlineData(100, 199, false)]
    [InlineData(100, 200, true)]
    [InlineData(5, 0, false)]
    public void News_is_what_is_new_or_at_least_twice_as_frequent_and_not_by_chance(int before, int now, bool expected) =>
        Mined(Enumerable.Repeat("error: x", now), Enumerable.Repeat("error: x", before)).News(1).Any().Should().Be(expected);

    [Fact]
    public void Lines_of_any_kind_take_bounded_memory_and_stay_countable()
    {
        var random = new Random(1);
        var nonsense = Enumerable.Range(0, 5000).Select(_ => string.Join(' ', Enumerable.Range(0, random.Next(1, 80)).Select(_ => (char)random.Next('a', 'z'))));

        Mined(nonsense.Append(new string('x', 1_000_000)).Append("").Append(" ")).News(1).Should().HaveCount(5);
    }

    [Property(MaxTest = 200)]
    public void Every_line_counts_once(string?[] lines)
    {
        var patterns = Mined(lines.Select(line => line ?? "").Take(5));

        patterns.News(1).Sum(pattern => pattern.Now).Should().Be(Math.Min(5, lines.Length));
    }

    private static LogPatterns Mined(IEnumerable<string> now, params IEnumerable<string> before)
    {
        var patterns = new LogPatterns();
        foreach (var line in now)
        {
            patterns.Add(new LokiEntry(1, line), isNow: true);
        }

        foreach (var line in before)
        {
            patterns.Add(new LokiEntry(0, line), isNow: false);
        }

        return patterns;
    }
}
