using System.Collections.Concurrent;
using System.IO.Hashing;
using IncidentAgent.Alerts;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Incidents;

/// <summary>
/// Recognises by its bytes a delivery that was answered before and says nothing new, and answers it without reading it again. What it remembers of a
/// delivery is what its alerts say, not what was answered: each time that is held against what is committed now, so that the answer is the one the writer
/// would give. Whatever the writer would have to write or to keep, be it only that an alert is still spoken of, goes to the writer.
/// </summary>
/// <remarks>
/// Two generations of half of <see cref="IntakeOptions.KnownAlerts"/> each: when the younger is full, the older is forgotten. A hit in the older one
/// moves it to the younger.
/// </remarks>
internal sealed class KnownDeliveries(
    IncidentWriters writers, IncidentPolicies policies, IOptions<IncidentOptions> incidents, IOptions<IntakeOptions> intake, TimeProvider time)
{
    private readonly int _mostOfGeneration = intake.Value.KnownAlerts / 2;
    private readonly Lock _turning = new();
    private Generation _younger = new();
    private Generation _older = new();

    /// <summary>The answer; <see langword="null"/> when the delivery has to be read and taken to the writers of its incidents.</summary>
    /// <param name="route">How its bytes are read.</param>
    /// <param name="source">Who sends it.</param>
    /// <param name="body">Its bytes.</param>
    public IReadOnlyList<Observed>? Recognise(string route, string source, ReadOnlySpan<byte> body)
    {
        // The cheap hash finds the one that it may be; only then the digest, which would cost a new delivery a tenth of all its time, decides.
        var hash = HashOf(body);
        if (Find(hash) is not { } known || known.Route != route || known.Source != source || known.Digest != TextDigest.Of(body))
        {
            return null;
        }

        return known.Groups is [var only] ? Answer(only) : AnswerAll(known.Groups);
    }

    /// <summary>Remembers a delivery that was answered, and of whose alerts each was known.</summary>
    public void Remember(string route, string source, ReadOnlySpan<byte> body, IReadOnlyList<Alert> alerts)
    {
        if (alerts.Count == 0 || alerts.Count > _mostOfGeneration)
        {
            return;
        }

        var groups = Correlation.Group(alerts, incidents.Value.CorrelationLabels);
        Add(HashOf(body), new Known(
            route, source, TextDigest.Of(body), alerts.Count, [.. groups.Select(group => new KnownGroup(group.Key, [.. group.Alerts.Select(Report.Of)]))]));
    }

    private Observed[]? AnswerAll(KnownGroup[] groups)
    {
        List<Observed> all = [];
        foreach (var group in groups)
        {
            if (Answer(group) is not { } some)
            {
                return null;
            }

            all.AddRange(some);
        }

        return [.. all.OrderBy(one => one.Incident.Number)];
    }

    private Observed[]? Answer(KnownGroup group)
    {
        if (writers.Find(group.Key) is not { Committed: { } track } writer)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var tally = new Tally();
        foreach (ref readonly var report in group.Reports.AsSpan())
        {
            if (track.IncidentOfKnown(report, now, policies.Current) is not { } incident)
            {
                return null;
            }

            tally.Add(incident, duplicate: true);
        }

        // What was committed meanwhile may have shown through the alerts of the older track, and not through its incidents.
        return ReferenceEquals(writer.Committed, track) ? tally.In(track) : null;
    }

    private Known? Find(ulong hash)
    {
        if (_younger.Deliveries.TryGetValue(hash, out var known))
        {
            return known;
        }

        if (_older.Deliveries.TryGetValue(hash, out known))
        {
            Add(hash, known);
        }

        return known;
    }

    private void Add(ulong hash, Known known)
    {
        lock (_turning)
        {
            if (_younger.Alerts + known.Alerts > _mostOfGeneration)
            {
                (_older, _younger) = (_younger, new Generation());
            }

            // One that takes another's place is counted all the same: the bound is kept, a little early.
            _younger.Deliveries[hash] = known;
            _younger.Alerts += known.Alerts;
        }
    }

    private static ulong HashOf(ReadOnlySpan<byte> body) => XxHash3.HashToUInt64(body);

    private sealed class Generation
    {
        public ConcurrentDictionary<ulong, Known> Deliveries { get; } = new();

        public int Alerts { get; set; }
    }

    private sealed record Known(string Route, string Source, UInt128 Digest, int Alerts, KnownGroup[] Groups);

    private sealed record KnownGroup(string Key, Report[] Reports);
}
