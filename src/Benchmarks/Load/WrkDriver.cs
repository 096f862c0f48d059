using System.Diagnostics;
using System.Globalization;

namespace Benchmarks.Load;

/// <summary>Drives with wrk, which takes less of the processor than a driver in .NET would.</summary>
/// <param name="folder">Where it puts its script and the templates of bodies.</param>
/// <param name="startsAt">When all alerts began.</param>
internal sealed class WrkDriver(string folder, DateTimeOffset startsAt) : ILoadDriver
{
    private const string Program = "wrk";

    /// <summary>Beyond what a request may wait behind others before it counts as lost.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public string Name => Program;

    /// <summary>Whether it is on the path.</summary>
    public static bool IsInstalled => Installed.Find(Program) is not null;

    public async Task<LoadResult> RunAsync(Target target, LoadShape shape, int part, TimeSpan time, CancellationToken cancellation)
    {
        var script = Path.Combine(folder, "intake.lua");
        var template = Path.Combine(folder, $"{target.Format}-{shape.Alerts}.txt");
        if (!File.Exists(script))
        {
            await using var embedded = typeof(WrkDriver).Assembly.GetManifestResourceStream("intake.lua")!;
            await using var file = File.Create(script);
            await embedded.CopyToAsync(file, cancellation);
        }

        if (!File.Exists(template))
        {
            await File.WriteAllTextAsync(template, BodyTemplate.Of(target.Format, shape.Alerts, startsAt).Text, cancellation);
        }

        string[] arguments =
        [
            "--threads", "1", "--connections", Number(shape.Connections), "--duration", $"{Number((int)time.TotalSeconds)}s",
            "--timeout", $"{Number((int)Patience.TotalSeconds)}s", "--script", script, target.Url.ToString(),
            "--", template, Number(shape.Alerts), Number(shape.Incidents), Number(shape.Known), part.ToString("x8", CultureInfo.InvariantCulture), target.Path, Target.Token,
        ];
        using var wrk = Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(time + Patience);
        try
        {
            var said = wrk.StandardError.ReadToEndAsync(patience.Token);
            var output = await wrk.StandardOutput.ReadToEndAsync(patience.Token);
            await wrk.WaitForExitAsync(patience.Token);
            return WrkResult.Read(output + await said);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new BenchmarkFailedException($"wrk did not end within {(time + Patience).TotalSeconds:0} s.");
        }
        finally
        {
            if (!wrk.HasExited)
            {
                wrk.Kill();
            }
        }
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
