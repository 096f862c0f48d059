using ServiceLevels.Load;

namespace IncidentAgent.Tests.ServiceLevels.Load;

public sealed class ArrivalsTests
{
    public static TheoryData<Arrivals, string, int> Loads => new()
    {
        { new Arrivals.AtOnce(100), "100 at once", 100 },
        { new Arrivals.AtOnce(10_000), "10 000 at once", 10_000 },
        { new Arrivals.OneAfterAnother(20), "20 one after another", 20 },
        { Arrivals.AtRate.For(50, TimeSpan.FromSeconds(30)), "50/s for 30 s", 1500 },
        { new Arrivals.AtRate(200, 1000, Pace.Poisson), "200/s on average, at random, for 5 s", 1000 },
        { new Arrivals.Ramp(10, 200, TimeSpan.FromSeconds(60)), "10/s to 200/s within 60 s", 6300 },
        { new Arrivals.Senders(10, 1000), "10 senders, each waiting for its answer, 1000 in all", 1000 },
        { new Arrivals.Waves(5, 20, TimeSpan.FromMilliseconds(500)), "5 waves of 20, 500 ms apart", 100 },
        {
            new Arrivals.Several([new Arrivals.AtOnce(7), new Arrivals.AtOnce(7), new Arrivals.OneAfterAnother(2)]),
            "2 times 7 at once; 2 one after another",
            16
        },
    };

    [Theory]
    [MemberData(nameof(Loads))]
    public void A_load_says_in_words_how_it_arrives_and_knows_its_size(Arrivals arrivals, string words, int total)
    {
        arrivals.ToString().Should().Be(words);
        arrivals.Total.Should().Be(total);
    }

    [Fact]
    public void A_load_of_nothing_is_refused()
    {
        Func<Arrivals>[] loads =
        [
            () => new Arrivals.AtOnce(0),
            () => new Arrivals.AtRate(0, 1),
            () => new Arrivals.AtRate(double.NaN, 1),
            () => Arrivals.AtRate.For(1, TimeSpan.FromMilliseconds(1)),
            () => new Arrivals.Ramp(0, 0, TimeSpan.FromSeconds(1)),
            () => new Arrivals.Senders(1, 0),
            () => new Arrivals.Waves(2, 2, TimeSpan.Zero),
        ];

        loads.Should().AllSatisfy(load => load.Should().Throw<ArgumentOutOfRangeException>());
    }
}
