using IncidentAgent.Cluster;

namespace Benchmarks.Subjects;

/// <summary>An empty application of the kind that the agent is: ASP.NET and an Orleans silo in one process, set up as the agent's, without a grain.</summary>
internal static class SiloSubject
{
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        builder.UseOrleans(EmbeddedSilo.Configure);
        return EmptySubject.Build(builder);
    }
}
