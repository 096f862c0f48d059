using System.Text.Unicode;
using IncidentAgent.Access;
using IncidentAgent.Alerts;
using IncidentAgent.Telemetry;

namespace Benchmarks.Subjects;

/// <summary>Everything the agent does with a request before it stores: who sends, is it JSON, which alerts. Then it answers.</summary>
internal static class VerifySubject
{
    private static readonly IntakeOptions Limits = new();

    public static WebApplication Build(WebApplicationBuilder builder)
    {
        builder.Configuration.AddInMemoryCollection([new($"{AccessOptions.Section}:Credentials:alertmanager:Token", Load.Target.Token)]);
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<AgentMetrics>();
        builder.AddAccess();
        var app = builder.Build();
        app.UseMiddleware<AccessGate>();
        OwnMetrics.Map(app, () => 0);
        app.MapPost(SubjectCommand.AlertsPath, AcceptAsync).Require(Role.Sender);
        return app;
    }

    private static async Task AcceptAsync(HttpContext context)
    {
        using var body = await PooledBody.ReadAsync(context.Request);
        var isText = Utf8.IsValid(body.Bytes.Span);
        var read = AlertReader.Read(body.Bytes, Caller.Of(context)!.Name!, AlertmanagerFormat.Instance, Limits);
        context.Response.StatusCode = isText && read.Alerts.Length > 0 && read.Refused.Count == 0
            ? StatusCodes.Status202Accepted
            : StatusCodes.Status422UnprocessableEntity;
    }
}
