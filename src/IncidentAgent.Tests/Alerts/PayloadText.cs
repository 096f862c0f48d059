using FsCheck;
using FsCheck.Fluent;

namespace IncidentAgent.Tests.Alerts;

/// <summary>A payload as text, made of what senders write and of what none should: other types, null, names twice, escapes, halves of surrogate pairs.</summary>
public sealed record PayloadText(string Json)
{
    /// <summary>A name that no text can be made of; which field it stands behind is nobody's business.</summary>
    public const string BrokenName = "\\ud800x";

    private static readonly Gen<string> Text = Gen.Elements(
        "\"\"", "\"pay\"", "\"é😀\"", "\"\\u00e9\\ud83d\\ude00\"", "\"a\\u0000b\"", "\"\\\"\\\\\\/\\n\"", "\"a, b\"", $"\"{new string('x', 300)}\"", "null");

    private static readonly Gen<string> NoText = Gen.Elements("1", "-1.5e3", "true", "false", "{}", "[]", "{\"a\":[{}]}", "[[\"x\"]]", "\"\\ud800\"", "\"x\\udc00y\"");

    private static readonly Gen<string> AnyText = Gen.Frequency((12, Text), (1, NoText));

    private static readonly Gen<string> Status = Gen.Frequency(
        (6, Gen.Constant("\"firing\"")), (4, Gen.Constant("\"resolved\"")), (1, Gen.Constant("\"\\u0066iring\"")), (1, Gen.Constant("\"pending\"")), (1, AnyText));

    private static readonly Gen<string> Instant = Gen.Frequency(
        (12, Gen.Elements(
            "\"2026-11-23T12:17:05.087Z\"", "\"2026-11-23T12:00:00+05:30\"", "\"2026-11-23T12:00:00.1234567-01:00\"", "\"2026-11-23\"", "\"0001-01-01T00:00:00Z\"")),
        (2, Gen.Elements("\"noon\"", "\"2026-13-01T00:00:00Z\"", "\"2026-11-23 12:00:00\"", "\"0001-01-01T00:00:00+01:00\"", "\"9999-12-31T23:59:59-01:00\"", "\"\"")),
        (1, AnyText));

    private static readonly Gen<string> Map = Gen.Frequency(
        (12, Object(Gen.Elements("alertname", "service", "severity", "a", "\\u0061", "instance", "é"), AnyText, 6)),
        (1, Object(Gen.Choose(0, 60).Select(number => $"label{number}"), Text, 80)),
        (1, AnyText));

    private static readonly Gen<string> Field = Gen.Frequency(
        (5, Named("\"status\"", Status)), (5, Named("\"startsAt\"", Instant)), (3, Named("\"endsAt\"", Instant)), (5, Named("\"labels\"", Map)),
        (4, Named("\"annotations\"", Map)), (3, Named("\"fingerprint\"", AnyText)), (3, Named("\"generatorURL\"", AnyText)),
        (1, Named("\"stat\\u0075s\"", Status)), (1, Named("\"Status\"", AnyText)), (1, Named("\"\"", NoText)),
        (1, Named("\"future\"", Gen.Elements("{\"deep\":[[1,{\"x\":null}]]}", "\"\\ud800\"", "[]"))));

    private static readonly Gen<string> Usual =
        from status in Status
        from startsAt in Instant
        from labels in Map
        from more in Field.ListOf().Select(fields => string.Concat(fields.Take(4).Select(field => $",{field}")))
        select $"{{\"status\":{status},\"startsAt\":{startsAt},\"labels\":{labels}{more}}}";

    private static readonly Gen<string> Alert = Gen.Frequency(
        (12, Usual),
        (4, Field.ListOf().Select(fields => $"{{{string.Join(" , ", fields)}}}")),
        (1, NoText),
        (1, Field.Select(field => $"{{{field},\"{BrokenName}\":1}}")));

    private static readonly Gen<string> Alerts = Alert.ListOf().Select(alerts => $"\"alerts\":[ {string.Join(",\n", alerts)}]");

    private static readonly Gen<string> Other = Gen.Frequency(
        (3, Named("\"groupKey\"", Gen.Elements("\"{}:{service=\\\"pay\\\"}\"", "\"é\"", "null", "7", "{\"alerts\":[]}"))),
        (1, Named("\"version\"", Gen.Constant("\"4\""))),
        (1, Named("\"groupLabels\"", Gen.Constant("{\"alerts\":[{}],\"groupKey\":\"x\"}"))),
        (1, Alerts));

    public override string ToString() => Json;

    public static Arbitrary<PayloadText> Arbitrary() => Arb.From(
        from before in Other.ListOf()
        from alerts in Alerts
        from after in Other.ListOf()
        select new PayloadText($"{{{string.Join(',', before.Take(3).Append(alerts).Concat(after.Take(3)))}}}"));

    private static Gen<string> Named(string name, Gen<string> value) => value.Select(text => $"{name}:{text}");

    private static Gen<string> Object(Gen<string> name, Gen<string> value, int most) =>
        from count in Gen.Choose(0, most)
        from pairs in name.SelectMany(one => value.Select(text => $"\"{one}\": {text}")).ListOf(count)
        select $"{{{string.Join(',', pairs)}}}";
}
