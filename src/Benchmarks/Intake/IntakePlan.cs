using Benchmarks.Load;
using Benchmarks.Subjects;

namespace Benchmarks.Intake;

/// <summary>Subjects that are measured in turn, and so can be compared with each other and with nothing else.</summary>
/// <param name="Load">What they are given.</param>
/// <param name="Contestants">In the order of their turns.</param>
internal sealed record Heat(string Load, IReadOnlyList<Contestant> Contestants);

/// <param name="Name">For the table: the subject's name, and what is different from the others.</param>
/// <param name="Subject">What is measured.</param>
/// <param name="Shape">What it is given.</param>
internal sealed record Contestant(string Name, Subject Subject, LoadShape Shape);

/// <summary>Decides what is measured beside what.</summary>
internal static class IntakePlan
{
    /// <summary>How many different requests are sent again and again: as many groups of alerts as a large Alertmanager repeats.</summary>
    public const int KnownRequests = 256;

    public static IReadOnlyList<Heat> Of(IntakeOptions options)
    {
        var usual = new LoadShape(options.Alerts[0], options.Connections[0], options.Incidents[0]);
        IEnumerable<LoadShape> shapes = options.EveryCombination
            ? from alerts in options.Alerts
              from connections in options.Connections
              from incidents in options.Incidents
              select new LoadShape(alerts, connections, incidents)
            :
            [
                usual,
                .. options.Alerts.Skip(1).Select(alerts => usual with { Alerts = alerts }),
                .. options.Connections.Skip(1).Select(connections => usual with { Connections = connections }),
                .. options.Incidents.Skip(1).Select(incidents => usual with { Incidents = incidents }),
            ];
        List<Heat> heats = [.. shapes.Select(shape => HeatOf(shape, usual, options.Subjects))];
        if (options.Redelivery)
        {
            heats.Add(HeatOf(usual with { Known = KnownRequests }, usual, options.Subjects));
        }

        return heats;
    }

    /// <summary>
    /// The empty answer is measured twice: what it differs from itself is the noise. Where there are more or fewer incidents than usual the agent is
    /// measured with as many as usual as well.
    /// </summary>
    private static Heat HeatOf(LoadShape shape, LoadShape usual, IReadOnlyList<Subject> subjects)
    {
        List<Contestant> contestants = [];
        foreach (var subject in subjects)
        {
            contestants.Add(new Contestant(subject.Name, subject, shape));
            if (subject == KnownSubjects.Agent && shape.Incidents != usual.Incidents)
            {
                contestants.Add(new Contestant($"{subject.Name}, {Incidents(usual)}", subject, shape with { Incidents = usual.Incidents }));
            }
        }

        if (subjects.Contains(KnownSubjects.Empty))
        {
            contestants.Add(new Contestant($"{KnownSubjects.Empty.Name} again", KnownSubjects.Empty, shape));
        }

        return new Heat(Words(shape), contestants);
    }

    private static string Words(LoadShape shape) =>
        $"{shape.Alerts} alert{(shape.Alerts == 1 ? "" : "s")}, {shape.Connections} connection{(shape.Connections == 1 ? "" : "s")}, {Incidents(shape)}"
        + (shape.Known > 0 ? ", redelivered" : "");

    private static string Incidents(LoadShape shape) => $"{shape.Incidents} incident{(shape.Incidents == 1 ? "" : "s")}";
}
