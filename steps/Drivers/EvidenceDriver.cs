using IncidentAgent.Specs.Support;
using IncidentAgent.Tests.Support;

namespace IncidentAgent.Specs.Drivers;

/// <summary>What Prometheus, Loki and Jaeger know about the services of a scenario, and how long they take to say it.</summary>
public sealed class EvidenceDriver(ServiceDriver service) : IDisposable
{
    /// <summary>Every source answers only after that long, until the scenario is over.</summary>
    public void Takes(TimeSpan duration)
    {
        foreach (var source in service.Current.Around.Sources)
        {
            source.AnswersAfter = duration;
        }
    }

    /// <summary>Each service has a line in Loki and a slow span in Jaeger that name it; Prometheus knows every service it is asked about.</summary>
    public void Exists(IReadOnlyList<string> services)
    {
        var now = DateTimeOffset.UtcNow;
        service.Current.Around.Loki.With(services.Select(name => LokiLine.Of(name, now.AddSeconds(-20), $"error: {name} timed out")));
        service.Current.Around.Jaeger.With(services.Select(name => new JaegerStandInSpan(name, $"span-of-{name}", name)
        {
            At = now.AddSeconds(-20),
            Duration = TimeSpan.FromSeconds(4),
            Operation = $"GET /{name}",
        }));
    }

    public void Dispose()
    {
        if (service.HasOne)
        {
            Takes(TimeSpan.Zero);
        }
    }
}
