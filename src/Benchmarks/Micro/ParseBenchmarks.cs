using BenchmarkDotNet.Attributes;
using Benchmarks.Load;
using IncidentAgent.Alerts;

namespace Benchmarks.Micro;

/// <summary>A notification's bytes become alerts.</summary>
public class ParseBenchmarks
{
    private static readonly IntakeOptions Limits = new();

    private byte[] _body = [];

    [Params(1, 20, 1000)]
    public int Alerts { get; set; }

    [GlobalSetup]
    public void SetUp() => _body = BodyTemplate.Of(BodyFormat.Notification, Alerts, DateTimeOffset.UnixEpoch).Fill(part: 0, number: 0, incidents: 64);

    [Benchmark]
    public int Parse()
    {
        var read = AlertReader.Read(_body, "alertmanager", AlertmanagerFormat.Instance, Limits);
        return read.Alerts.Length == Alerts ? read.Alerts.Length : throw new InvalidOperationException($"{read.Alerts.Length} of {Alerts} alerts were read.");
    }
}
