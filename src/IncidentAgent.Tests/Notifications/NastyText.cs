using FsCheck;
using FsCheck.Fluent;

namespace IncidentAgent.Tests.Notifications;

/// <summary>Text as a hostile or careless sender writes it: long, half surrogates, mentions, entities, combining marks, line breaks.</summary>
public sealed record NastyText(string Value)
{
    private static readonly string[] Pieces =
    [
        "", " ", "a", "&", "<", ">", "&amp;", "<!channel>", "<https://evil.test|click>", "*_~`", "\n", "\r\n", "\0", "\u202e", "é", "e\u0301", "😀", "👩‍👩‍👧‍👦", "🇩🇪",
        "\ud83d", "\ude00", "\u0301", "…", "\"", "\\", new('x', 149), new('&', 700), string.Concat(Enumerable.Repeat("😀", 900)), new('\u0301', 500), new('z', 40_000),
    ];

    public override string ToString() => Value;

    public static Arbitrary<NastyText> Arbitrary() => Arb.From(
        from pieces in Gen.ListOf(Gen.Elements(Pieces))
        select new NastyText(string.Concat(pieces)));
}
