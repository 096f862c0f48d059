using System.Globalization;
using System.Text;
using Benchmarks.Reporting;
using Benchmarks.Subjects;
using ServiceLevels.Reporting;

namespace Benchmarks.Intake;

/// <summary>Says what was measured: one table over all heats.</summary>
internal static class IntakeReport
{
    private const string NotCounted = "-";

    public static string Write(IReadOnlyList<HeatResult> results, IntakeOptions options, Machine machine, string driver)
    {
        var table = new Table(
            2, "load", "subject", "requests/s", "P50", "P99", "of empty", "of append", "CPU/request", "allocated/request", "flushes/request", "resident", "errors");
        foreach (var result in results)
        {
            AddRows(table, result);
        }

        var text = new StringBuilder();
        text.Append(machine).Append("; load from ").Append(driver).Append(" on the same cores.\n\n").Append(table).Append('\n');
        foreach (var subject in options.Subjects)
        {
            text.Append("- **").Append(subject.Name).Append("**: ").Append(subject.Does).Append(".\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"""

            Medians of {options.Rounds} rounds of {options.SecondsPerRound} s in which the subjects take turns; while one works, the others are stopped. A turn
            before them opens the incidents, and is measured no more than what follows from opening them. In
            brackets {(options.Rounds < 6 ? "the smallest and the largest" : "the 95 % interval of the median")}. A ratio compares the rates of the same round;
            "empty again" is the same program in a second process: what it differs from 1 is noise. Flushes are the commits of the agent.

            """);
        foreach (var result in results.Where(result => Noise(result) is not null))
        {
            text.Append(CultureInfo.InvariantCulture, $"Noise, {result.Heat.Load}: the empty answer is {Ratio(Noise(result))} of itself.\n");
        }

        if (machine.HasNoDisk)
        {
            text.Append("There is no disk under the scratch folder: flushes cost nothing here. Choose another one with --scratch.\n");
        }

        return text.ToString();
    }

    private static void AddRows(Table table, HeatResult result)
    {
        var (empty, append) = (RatesOf(result, KnownSubjects.Empty.Name), RatesOf(result, KnownSubjects.Append.Name));
        foreach (var (contestant, rounds) in result.Turns)
        {
            var rates = Rates(rounds);
            var errors = rounds.Sum(round => round.Load.Errors);
            table.Add(
                result.Heat.Load,
                errors > 0 ? $"{contestant.Name} (FAILED)" : contestant.Name,
                Rate(Spread.Of(rates)),
                Si.Duration(Middle(rounds, round => round.Load.P50)),
                Si.Duration(Middle(rounds, round => round.Load.P99)),
                Ratio(empty is null ? null : Spread.OfRatios(rates, empty)),
                Ratio(append is null ? null : Spread.OfRatios(rates, append)),
                Si.Duration(Middle(rounds, round => round.ProcessorSeconds)),
                rounds.All(round => round.AllocatedBytes is not null) ? Si.Size(Middle(rounds, round => round.AllocatedBytes!.Value)) : NotCounted,
                rounds.All(round => round.Flushes is not null) ? Si.Number(Middle(rounds, round => round.Flushes!.Value)) : NotCounted,
                Si.Size(rounds.Max(round => round.ResidentBytes)),
                errors > 0 ? $"{errors} of {rounds.Sum(round => round.Load.Requests)}" : "0");
        }
    }

    /// <summary>How far apart two processes of the same program are.</summary>
    private static Spread? Noise(HeatResult result) =>
        RatesOf(result, $"{KnownSubjects.Empty.Name} again") is { } again && RatesOf(result, KnownSubjects.Empty.Name) is { } once ? Spread.OfRatios(again, once) : null;

    private static double[]? RatesOf(HeatResult result, string contestant) =>
        result.Turns.FirstOrDefault(turns => turns.Contestant.Name == contestant) is { } turns ? Rates(turns.Rounds) : null;

    /// <summary>An answer that is not 2xx is none.</summary>
    private static double[] Rates(IReadOnlyList<Round> rounds) => [.. rounds.Select(round => (round.Load.Requests - round.Load.Refused) / round.Load.Seconds)];

    private static double Middle(IReadOnlyList<Round> rounds, Func<Round, double> figure) => Spread.Of(rounds.Select(figure)).Median;

    private static string Rate(Spread spread) => $"{Si.Number(spread.Median)} ({Si.Number(spread.Lower)}–{Si.Number(spread.Upper)})";

    private static string Ratio(Spread? spread) => spread is null
        ? NotCounted
        : string.Create(CultureInfo.InvariantCulture, $"{spread.Median:0.00} ({spread.Lower:0.00}–{spread.Upper:0.00})");
}
