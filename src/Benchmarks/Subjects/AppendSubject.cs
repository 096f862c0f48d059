namespace Benchmarks.Subjects;

/// <summary>The least that durability allows: the bytes as they came, at the end of a file, flushed before the answer.</summary>
internal static class AppendSubject
{
    public static WebApplication Build(WebApplicationBuilder builder, string folder)
    {
        var app = builder.Build();
        var log = new AppendLog(folder);
        app.Lifetime.ApplicationStopped.Register(log.Dispose);
        OwnMetrics.Map(app, () => log.Flushes);
        app.MapPost(SubjectCommand.AlertsPath, async context =>
        {
            using var body = await PooledBody.ReadAsync(context.Request);
            await log.AppendAsync(body.Bytes);
            context.Response.StatusCode = StatusCodes.Status202Accepted;
        });
        return app;
    }
}
