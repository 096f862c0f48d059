using System.Diagnostics;
using Benchmarks.Load;

namespace Benchmarks.Subjects;

/// <summary>The subjects there are, from the least that can be done with a request to what others do with it.</summary>
internal static class KnownSubjects
{
    private const string AlertmanagerProgram = "prometheus-alertmanager";

    public static Subject Empty { get; } = OfOurs("empty", "202 from Kestrel, the body unread", null);

    public static Subject Verify { get; } = OfOurs("verify", "the agent's own reading and access check, no store", null);

    public static Subject Append { get; } = OfOurs("append", "the same bytes appended to a file and flushed, many in one flush", OwnMetrics.Flushes);

    public static Subject Agent { get; } = new()
    {
        Name = "agent",
        Does = "the agent on SQLite, with nobody to tell and nobody to ask",
        Path = "/webhook/alertmanager",
        ReadyPath = "/health/ready",
        AllocatedMetric = OwnMetrics.Allocated,
        FlushMetric = OwnMetrics.Flushes,
        Start = (url, folder) => AgentAt(Path.Combine(AppContext.BaseDirectory, "IncidentAgent"), url, folder),
    };

    public static Subject Alertmanager { get; } = new()
    {
        Name = "alertmanager",
        Does = "Prometheus' Alertmanager, which keeps alerts in memory",
        Path = "/api/v2/alerts",
        Format = BodyFormat.PostableAlerts,
        ReadyPath = "/-/ready",
        AllocatedMetric = "go_memstats_alloc_bytes_total",
        Start = AlertmanagerAt,
    };

    public static IReadOnlyList<Subject> All { get; } = [Empty, Verify, Append, Agent, Alertmanager];

    /// <summary>Those that can be started here.</summary>
    public static IReadOnlyList<Subject> Present { get; } = [.. All.Where(subject => subject != Alertmanager || Installed.Find(AlertmanagerProgram) is not null)];

    /// <param name="program">The agent's executable.</param>
    /// <param name="url">Where it is to listen.</param>
    /// <param name="folder">Where it is to store.</param>
    public static ProcessStartInfo AgentAt(string program, Uri url, string folder) => new(
        program, ["serve", "--urls", url.ToString(), "--data", Path.Combine(folder, "data"), "--Logging:LogLevel:Default=Error"])
    {
        Environment = { ["Access__Credentials__alertmanager__Token"] = Target.Token },
    };

    /// <summary>This program itself, as one of its subjects.</summary>
    /// <param name="program">Its executable.</param>
    /// <param name="name">Which subject.</param>
    /// <param name="url">Where it is to listen.</param>
    /// <param name="folder">Where it is to write.</param>
    public static ProcessStartInfo OursAt(string program, string name, Uri url, string folder) =>
        new(program, ["subject", name, "--urls", url.ToString(), "--folder", folder]);

    private static Subject OfOurs(string name, string does, string? flushes) => new()
    {
        Name = name,
        Does = does,
        Path = SubjectCommand.AlertsPath,
        ReadyPath = OwnMetrics.Path,
        AllocatedMetric = OwnMetrics.Allocated,
        FlushMetric = flushes,
        Start = (url, folder) => OursAt(Path.Combine(AppContext.BaseDirectory, "Benchmarks"), name, url, folder),
    };

    private static ProcessStartInfo AlertmanagerAt(Uri url, string folder)
    {
        File.WriteAllText(Path.Combine(folder, "alertmanager.yml"), "route: { receiver: nobody, group_by: [service] }\nreceivers: [{ name: nobody }]\n");
        return new ProcessStartInfo(
            AlertmanagerProgram,
            ["--config.file=alertmanager.yml", "--storage.path=data", $"--web.listen-address={url.Authority}", "--cluster.listen-address=", "--log.level=error"])
        {
            WorkingDirectory = folder,
        };
    }
}
