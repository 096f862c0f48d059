using System.Globalization;
using LivingDocs.Html;
using static LivingDocs.Html.Markup;

namespace LivingDocs.Charts;

/// <summary>The few shapes that the charts are made of. What they look like is the style sheet's.</summary>
internal static class Svg
{
    /// <summary>A picture that says in words what it shows.</summary>
    public static Content Picture(string id, int width, int height, string title, string description, params IEnumerable<Content> inner) => Tag("svg",
        [
            Attr("viewBox", $"0 0 {width} {height}"),
            Attr("role", "img"),
            Attr("aria-labelledby", $"{id}-title {id}-text"),
            Tag("title", Id($"{id}-title"), title),
            Tag("desc", Id($"{id}-text"), description),
            .. inner,
        ]);

    public static Content Line(string name, double x1, double y1, double x2, double y2) =>
        Tag("line", Class(name), Attr("x1", Number(x1)), Attr("y1", Number(y1)), Attr("x2", Number(x2)), Attr("y2", Number(y2)));

    public static Content Box(string name, double x, double y, double width, double height) =>
        Tag("rect", Class(name), Attr("x", Number(x)), Attr("y", Number(y)), Attr("width", Number(width)), Attr("height", Number(height)));

    public static Content Through(string name, IEnumerable<(double X, double Y)> points) => Tag("polyline", Class(name), Attr("points", Points(points)));

    public static Content Area(string name, IEnumerable<(double X, double Y)> points) => Tag("polygon", Class(name), Attr("points", Points(points)));

    public static Content Shape(string name, string path) => Tag("path", Class(name), Attr("d", path));

    public static Content Word(string name, double x, double y, string text, string anchor = "start") =>
        Tag("text", Class(name), Attr("x", Number(x)), Attr("y", Number(y)), Attr("text-anchor", anchor), text);

    /// <summary>A tenth of a unit is finer than any screen.</summary>
    public static string Number(double value) => Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture);

    private static string Points(IEnumerable<(double X, double Y)> points) =>
        string.Join(' ', points.Select(point => $"{Number(point.X)},{Number(point.Y)}"));
}
