using System.CommandLine;
using LivingDocs.Features;
using ServiceLevels.Export;

namespace LivingDocs.Commands;

/// <summary>Makes of the features what production judges them by.</summary>
internal sealed class ExportCommand
{
    public const string OpenSloFile = "openslo.yaml";
    public const string RulesFile = "prometheus-rules.yaml";
    public const string RulesTestFile = "prometheus-rules-test.yaml";
    public const string MetricsFile = "slo-metrics.yaml";

    private readonly Option<string> _features = new("--features")
    {
        Description = $"The folder of the feature files; its {MetricsFile} names the service's metrics.",
        HelpName = "DIR",
        DefaultValueFactory = _ => "features",
    };

    private readonly Option<string> _output = new("--output")
    {
        Description = $"Where {OpenSloFile}, {RulesFile} and {RulesTestFile} are written.",
        HelpName = "DIR",
        DefaultValueFactory = _ => Path.Combine("living-docs", "slo"),
    };

    public static Command Create()
    {
        var export = new ExportCommand();
        var command = new Command("export", "Writes OpenSLO, Prometheus rules and histogram boundaries from the objectives of the features.")
        {
            export._features,
            export._output,
        };
        command.SetAction(export.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        try
        {
            Export(parsed.GetRequiredValue(_features), parsed.GetRequiredValue(_output), output);
            return 0;
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine(e.Message);
            return 1;
        }
    }

    private static void Export(string features, string folder, TextWriter output)
    {
        var metricsFile = Path.Combine(features, MetricsFile);
        var metrics = Metrics(metricsFile);
        var promises = PromiseReader.ReadFolder(features);
        var plan = ExportPlan.Of(promises, metrics);
        Report(plan, output);

        Directory.CreateDirectory(folder);
        Write(Path.Combine(folder, OpenSloFile), OpenSlo.Write(plan), output);
        Write(Path.Combine(folder, RulesFile), PrometheusRules.Write(plan), output);
        Write(Path.Combine(folder, RulesTestFile), PrometheusRulesTest.Write(plan, RulesFile), output);
        if (metrics.Boundaries is { } boundaries)
        {
            var source = Path.GetFullPath(boundaries, Path.GetDirectoryName(Path.GetFullPath(metricsFile))!);
            Write(source, BucketBoundaries.Source(promises, metrics, Path.GetFileName(source).Split('.')[0]), output);
        }
    }

    private static ServiceMetrics Metrics(string file)
    {
        try
        {
            return ServiceMetrics.Parse(File.ReadAllText(file));
        }
        catch (FormatException e)
        {
            throw new FormatException($"{file}: {e.Message}", e);
        }
    }

    private static void Report(ExportPlan plan, TextWriter output)
    {
        foreach (var level in plan.Levels)
        {
            output.WriteLine($"{level.Name}: {level.Threshold.Words}, {level.Alerting}");
        }

        if (plan.LeftOut.Count > 0)
        {
            output.WriteLine("Not exported:");
        }

        foreach (var leftOut in plan.LeftOut)
        {
            output.WriteLine($"  {leftOut.Sentence}");
        }
    }

    private static void Write(string file, string text, TextWriter output)
    {
        File.WriteAllText(file, text);
        output.WriteLine($"Wrote {Path.GetRelativePath(Directory.GetCurrentDirectory(), file)}");
    }
}
