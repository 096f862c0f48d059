namespace Benchmarks.Subjects;

/// <summary>The least that HTTP allows: the answer, without looking at what was sent.</summary>
internal static class EmptySubject
{
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        var app = builder.Build();
        OwnMetrics.Map(app, () => 0);
        app.MapPost(SubjectCommand.AlertsPath, context =>
        {
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            return Task.CompletedTask;
        });
        return app;
    }
}
