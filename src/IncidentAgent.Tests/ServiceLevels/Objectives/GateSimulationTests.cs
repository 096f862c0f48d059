using ServiceLevels.Objectives;
using ServiceLevels.Statistics;

namespace IncidentAgent.Tests.ServiceLevels.Objectives;

/// <summary>How often a run of 40 objectives fails, with all that belongs to it: looking again at what seems broken, and sampling until decided.</summary>
public sealed class GateSimulationTests
{
    private const int MostBursts = 40;

    // The worst case of the founders' rule, every objective just kept: a verdict at 5 % on pooled samples fails nearly every run, ours less than 1 %.
    [Theory]
    [InlineData("pull-request")]
    [InlineData("nightly")]
    public void Objectives_that_are_just_kept_fail_hardly_a_run(string policy)
    {
        const int Runs = 60;
        var judged = Enumerable.Range(0, Runs).Select(run => Run(JudgementPolicy.Named(policy), run, slower: 1)).ToList();

        judged.Count(run => run.Any(one => one.Verdict is Verdict.Breached)).Should().BeLessThanOrEqualTo(1);
        judged.Count(run => run.Any(one => one.Pooled)).Should().BeGreaterThan(Runs * 9 / 10);
        judged.SelectMany(run => run).Count(one => one.Verdict is Verdict.Met).Should().BeLessThan(Runs * 40 * 10 / 100, "that says so at 5 % a bound, after several looks");
    }

    [Theory]
    [InlineData("pull-request", 0.85)]
    [InlineData("nightly", 0.99)]
    public void Objectives_that_are_well_kept_fail_no_run_and_are_met(string policy, double met)
    {
        var judged = Enumerable.Range(0, 25).SelectMany(run => Run(JudgementPolicy.Named(policy), run, slower: 0.6)).ToList();

        judged.Should().NotContain(one => one.Verdict == Verdict.Breached);
        judged.Count(one => one.Verdict is Verdict.Met).Should().BeGreaterThan((int)(met * judged.Count));
    }

    [Theory]
    [InlineData("pull-request", 0.85)]
    [InlineData("nightly", 0.98)]
    public void Objectives_of_a_service_that_is_far_too_slow_are_breached(string policy, double breached)
    {
        var judged = Enumerable.Range(0, 6).SelectMany(run => Run(JudgementPolicy.Named(policy), run, slower: 1.7)).ToList();

        judged.Count(one => one.Verdict is Verdict.Breached).Should().BeGreaterThan((int)(breached * judged.Count));
    }

    // Means, throughputs and ratios are tosses of a coin when their promise is just kept, so this can be summed up over all ways they can fall.
    [Theory]
    [InlineData("pull-request", 5)]
    [InlineData("pull-request", 15)]
    [InlineData("nightly", 12)]
    [InlineData("nightly", 31)]
    public void Forty_signs_that_are_just_kept_fail_a_run_with_a_probability_of_less_than_one_percent(string name, int first)
    {
        var policy = JudgementPolicy.Named(name);
        var ways = Enumerable.Range(0, first + 1).ToDictionary(against => against, against => MathNet.Numerics.Distributions.Binomial.PMF(0.5, first, against));
        var breached = 0.0;
        for (var n = first; n <= first + 45; n++)
        {
            var next = new Dictionary<int, double>();
            foreach (var (against, probability) in ways)
            {
                var (verdict, wantsMore) = Judged([.. Enumerable.Range(0, n).Select(i => new BurstCount(i < against ? 1 : 0, 1))], 0.5, policy);
                breached += verdict is Verdict.Breached ? probability : 0;
                foreach (var then in wantsMore ? [against, against + 1] : Array.Empty<int>())
                {
                    next[then] = next.GetValueOrDefault(then) + (probability / 2);
                }
            }

            ways = next;
        }

        (40 * breached).Should().BePositive().And.BeLessThan(0.01);
    }

    /// <summary>P95 and P99, bursts of 100 and of 30, alike and unlike; how much slower the service is than what would just keep its promise.</summary>
    private static List<(Verdict Verdict, bool Pooled)> Run(JudgementPolicy policy, int seed, double slower) =>
    [
        .. from objective in Enumerable.Range(0, 40)
           let tau = 0.1 * (objective % 3)
           let allowed = objective % 4 == 0 ? 0.01 : 0.05
           select Sampled(new SimulatedBursts((1000 * seed) + objective, tau), allowed, objective % 2 == 0 ? 100 : 50, slower, policy),
    ];

    private static (Verdict, bool) Sampled(SimulatedBursts service, double allowed, int size, double slower, JudgementPolicy policy)
    {
        var limit = service.Percentile(1 - allowed) / slower;
        List<BurstCount> bursts = [.. service.Over(limit, size, policy.Bursts)];
        var pooled = ExactBinomial.AtLeast(bursts.Sum(burst => burst.Size), bursts.Sum(burst => burst.Against), allowed) <= policy.Alpha;
        while (true)
        {
            var (verdict, wantsMore) = Judged(bursts, allowed, policy);
            if (!wantsMore || bursts.Count == MostBursts)
            {
                return (verdict, pooled);
            }

            bursts.Add(service.Over(limit, size));
        }
    }

    private static (Verdict Verdict, bool WantsMore) Judged(IReadOnlyList<BurstCount> bursts, double allowed, JudgementPolicy policy)
    {
        var proof = Proof.OfCount(new ClusteredCount(bursts), allowed, policy, "samples");
        var verdict = Verdicts.Of(proof, excuse: null, policy).Verdict;
        return (verdict, Verdicts.WantsMore(verdict, proof, proof, excuse: null, policy));
    }
}
