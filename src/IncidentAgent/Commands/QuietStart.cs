namespace IncidentAgent.Commands;

/// <summary>
/// Keeps the host's and Kestrel's own report of a failed start, a stack trace each, out of the log: the start's failure is written once, in a
/// line. From the moment the agent has started they are heard again.
/// </summary>
internal sealed class QuietStart
{
    private bool _started;

    public static void Use(WebApplicationBuilder builder)
    {
        var quiet = new QuietStart();
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => quiet._started && level >= LogLevel.Information);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", level => quiet._started && level >= LogLevel.Warning);
        builder.Services.AddSingleton(quiet);
    }

    public static void EndsWhenStarted(WebApplication app)
    {
        var quiet = app.Services.GetRequiredService<QuietStart>();
        app.Lifetime.ApplicationStarted.Register(() => quiet._started = true);
    }
}
