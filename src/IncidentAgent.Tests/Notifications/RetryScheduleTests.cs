using FsCheck;
using FsCheck.Xunit;
using IncidentAgent.Notifications;

namespace IncidentAgent.Tests.Notifications;

public sealed class RetryScheduleTests
{
    [Property]
    public void Every_wait_is_between_half_and_the_whole_of_its_step(PositiveInt attempt, int seed)
    {
        var whole = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, attempt.Get - 1), 300));

        RetrySchedule.WaitAfter(attempt.Get, new Random(seed)).Should().BeGreaterThanOrEqualTo(whole / 2).And.BeLessThanOrEqualTo(whole);
    }

    [Theory]
    [InlineData(1, 0.5, 1)]
    [InlineData(2, 1, 2)]
    [InlineData(9, 128, 256)]
    [InlineData(10, 150, 300)]
    [InlineData(int.MaxValue, 150, 300)]
    public void The_waits_double_up_to_five_minutes(int attempt, double leastSeconds, double mostSeconds)
    {
        RetrySchedule.WaitAfter(attempt, new Drawn(0)).Should().Be(TimeSpan.FromSeconds(leastSeconds));
        RetrySchedule.WaitAfter(attempt, new Drawn(1)).Should().Be(TimeSpan.FromSeconds(mostSeconds));
    }

    [Fact]
    public void The_same_seed_gives_the_same_waits() =>
        RetrySchedule.WaitAfter(5, new Random(7)).Should().Be(RetrySchedule.WaitAfter(5, new Random(7)));

    [Fact]
    public void There_is_no_wait_before_the_first_attempt()
    {
        var wait = () => RetrySchedule.WaitAfter(0, new Random(1));

        wait.Should().Throw<ArgumentOutOfRangeException>();
    }

    private sealed class Drawn(double value) : Random
    {
        public override double NextDouble() => value;
    }
}
