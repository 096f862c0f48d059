using Microsoft.Extensions.Configuration.Memory;

namespace IncidentAgent.Telemetry;

internal static class LoggingSetup
{
    /// <summary>What is heard unless configuration says otherwise: the agent's own sentences, and others' warnings that a person can act on.</summary>
    private static readonly Dictionary<string, string?> Defaults = new()
    {
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",

        // Costs every request an activity and a scope as soon as it may say anything at all. That a start has failed, the command says itself.
        ["Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "None",
        ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Information",
        ["Logging:LogLevel:System.Net.Http"] = "Warning",
        ["Logging:LogLevel:Polly"] = "None",
        ["Logging:LogLevel:Orleans"] = "Warning",

        // Warns at every start that the workstation garbage collector is on, which is meant to be.
        ["Logging:LogLevel:Orleans.Runtime.Silo"] = "Error",

        // Warns at every start of a deadlock that has lasted as long as the machine is up.
        ["Logging:LogLevel:Orleans.Runtime.Watchdog"] = "Error",
    };

    public static void AddReadableLogging(this WebApplicationBuilder builder)
    {
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = Defaults });
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd HH:mm:ss.fff'Z' ";
        });
    }
}
