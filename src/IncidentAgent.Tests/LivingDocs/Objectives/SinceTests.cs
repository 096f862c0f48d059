using IncidentAgent.Tests.ServiceLevels.History;
using LivingDocs.Objectives;
using ServiceLevels.Objectives;

namespace IncidentAgent.Tests.LivingDocs.Objectives;

public sealed class SinceTests
{
    [Theory]
    [InlineData("++++", "kept since 1 Jan 2030 (c0ffee00), 4 runs, all there are")]
    [InlineData("-+++", "kept since 2 Jan 2030 (c0ffee00), 3 runs")]
    [InlineData("-?+?+", "kept since 3 Jan 2030 (c0ffee00), 3 runs, of which 1 proved nothing")]
    [InlineData("++--", "breached since 3 Jan 2030 (c0ffee00), 2 runs; last kept 2 Jan 2030 (c0ffee00)")]
    [InlineData("---", "breached since 1 Jan 2030 (c0ffee00), 3 runs, all there are")]
    [InlineData("+??", "kept since 1 Jan 2030 (c0ffee00), 3 runs, of which 2 proved nothing")]
    [InlineData("??", "never proven in 2 runs")]
    public void It_is_said_since_when_a_promise_is_kept(string runs, string words) =>
        Since.Words([.. runs.Select((verdict, day) => Runs.Found(day, 0.1) with
        {
            Verdict = verdict switch { '+' => Verdict.Met, '-' => Verdict.Breached, _ => Verdict.NotProven },
        })]).Should().Be(words);
}
