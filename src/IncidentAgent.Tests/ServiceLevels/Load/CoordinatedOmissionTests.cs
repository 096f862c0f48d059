using ServiceLevels.Load;

namespace IncidentAgent.Tests.ServiceLevels.Load;

/// <summary>A service that stalls once: whom the figures show waiting.</summary>
public sealed class CoordinatedOmissionTests
{
    private const int Pieces = 100;
    private const int StallsAt = 10;

    [Fact]
    public async Task In_an_open_load_everybody_due_during_the_stall_is_seen_waiting()
    {
        var service = new StallingService(resumesAfter: Pieces - StallsAt);

        var measured = await LoadGenerator.RunAsync(new Arrivals.AtRate(1000, Pieces), (index, _) => service.AnswerAsync(index));

        // The stall ended when the last piece had been started, so each one waited at least until that one was due.
        var stallEnded = TimeSpan.FromMilliseconds(Pieces - 1 - 0.01);
        var waited = measured.Where(sample => sample.Index >= StallsAt && sample.Finished >= stallEnded);
        waited.Count.Should().Be(Pieces - StallsAt);
        waited.Samples.Should().OnlyContain(sample => sample.Response >= stallEnded - TimeSpan.FromMilliseconds(sample.Index));
    }

    [Fact]
    public void A_late_start_is_part_of_the_response_and_not_of_the_service_time()
    {
        var sample = Given.Sample(0, planned: 100, response: 50, lag: 30);

        sample.Response.Should().Be(Given.Ms(50));
        sample.Service.Should().Be(Given.Ms(20));
    }

    [Fact]
    public async Task A_closed_load_hides_the_stall_behind_one_sample()
    {
        var service = new StallingService(resumesAfter: 1);

        var measured = await LoadGenerator.RunAsync(new Arrivals.OneAfterAnother(Pieces), (index, _) => service.AnswerAsync(index));

        service.Stalled.Should().Be(1);
        measured.Count.Should().Be(Pieces);
    }

    /// <summary>Answers at once until its eleventh piece, then nobody until so many wait.</summary>
    private sealed class StallingService(int resumesAfter)
    {
        private readonly TaskCompletionSource<Outcome> _resumed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _stalled;

        public int Stalled => _stalled;

        public Task<Outcome> AnswerAsync(int index)
        {
            if (index < StallsAt || _resumed.Task.IsCompleted)
            {
                return Task.FromResult(Outcome.Accepted);
            }

            if (Interlocked.Increment(ref _stalled) == resumesAfter)
            {
                _resumed.SetResult(Outcome.Accepted);
            }

            return _resumed.Task;
        }
    }
}
