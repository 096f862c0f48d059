using System.Globalization;
using LivingDocs.Html;
using LivingDocs.Suite;

namespace LivingDocs.Page;

/// <summary>Where a scenario is on the page.</summary>
internal static class Anchors
{
    public static string Of(Scenario scenario) => $"scenario-{Slug.Of(FileOf(scenario), scenario.Name)}-{scenario.Line.ToString(CultureInfo.InvariantCulture)}";

    private static string FileOf(Scenario scenario) => Path.GetFileNameWithoutExtension(scenario.Uri);
}
