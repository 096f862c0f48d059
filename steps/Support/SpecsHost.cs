using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace IncidentAgent.Specs.Support;

/// <summary>What a service has in front of it here and nowhere else: a page that does the calibration work, and a hand that holds its requests back.</summary>
/// <param name="directory">Where the service stores.</param>
internal sealed class SpecsHost(string directory) : IStartupFilter
{
    /// <summary>Answers with the seconds that the calibration work took.</summary>
    public const string CalibrationPath = "/calibration";

    /// <summary>How long every request is held before the service sees it; changes take effect at once.</summary>
    public TimeSpan HoldsFor { get; set; }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Map(CalibrationPath, page => page.Run(CalibrateAsync));
        app.Use(HoldAsync);
        next(app);
    };

    private Task CalibrateAsync(HttpContext context) =>
        context.Response.WriteAsync(CalibrationWork.Do(directory).TotalSeconds.ToString("R", CultureInfo.InvariantCulture));

    private async Task HoldAsync(HttpContext context, RequestDelegate next)
    {
        if (HoldsFor > TimeSpan.Zero)
        {
            await Task.Delay(HoldsFor, context.RequestAborted);
        }

        await next(context);
    }
}
