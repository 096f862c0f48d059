using Benchmarks.Subjects;

namespace Benchmarks.Intake;

/// <summary>What is to be measured; of each list the first value is the usual one.</summary>
internal sealed record IntakeOptions
{
    /// <summary>In one request.</summary>
    public IReadOnlyList<int> Alerts { get; init; } = [1, 20];

    public IReadOnlyList<int> Connections { get; init; } = [64, 1, 16, 256];

    public IReadOnlyList<int> Incidents { get; init; } = [64, 1, 10_000];

    /// <summary>Also measure requests that were sent before.</summary>
    public bool Redelivery { get; init; } = true;

    /// <summary>Every combination of the lists, instead of one value at a time that is not the usual one.</summary>
    public bool EveryCombination { get; init; }

    public int Rounds { get; init; } = 9;

    public int SecondsPerRound { get; init; } = 3;

    public IReadOnlyList<Subject> Subjects { get; init; } = KnownSubjects.Present;

    /// <summary>One load, few short rounds: to see that everything works, not to judge by.</summary>
    public IntakeOptions Quick() => this with
    {
        Alerts = [Alerts[0]],
        Connections = [Connections[0]],
        Incidents = [Incidents[0]],
        Redelivery = false,
        Rounds = 3,
        SecondsPerRound = 1,
    };
}
