using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using IncidentAgent.Alerts;

namespace IncidentAgent.Incidents;

/// <summary>Decides what belongs together: alerts with the same key share an incident.</summary>
internal static class Correlation
{
    private const int Longest = 120;

    /// <summary>
    /// The values of the named labels when the alert carries them all; else the sender's own group; else the alert by itself. The key is short
    /// whatever the sender wrote, and a group key counts within its source only: every Alertmanager with the same routes makes the same ones.
    /// </summary>
    public static string KeyOf(Alert alert, IReadOnlyList<string> labels)
    {
        if (HasAll(alert, labels))
        {
            return labels is [var only] && Escaped(alert.Label(only)!) is var value && only.Length + 1 + value.Length <= Longest
                ? OfLabel(only, value)
                : Short("labels", Joined(alert, labels));
        }

        return alert.GroupKey is { Length: > 0 } group
            ? Hashed("group", $"{alert.Source}\n{group}")
            : Hashed("alert", $"{alert.Source}\n{alert.Fingerprint}");
    }

    /// <summary>The key of all the alerts of one payload, of which there are some; <see langword="null"/> when they have several.</summary>
    public static string? OnlyKeyOf(IReadOnlyList<Alert> alerts, IReadOnlyList<string> labels)
    {
        // Hardly ever does a payload hold alerts of more than one key: a sender groups too.
        var key = KeyOf(alerts[0], labels);
        for (var index = 1; index < alerts.Count; index++)
        {
            if (!AgreesWith(alerts[index - 1], alerts[index], labels) && KeyOf(alerts[index], labels) != key)
            {
                return null;
            }
        }

        return key;
    }

    /// <summary>The alerts of one payload by key, in the order in which the keys come first.</summary>
    public static IReadOnlyList<CorrelatedAlerts> Group(IReadOnlyList<Alert> alerts, IReadOnlyList<string> labels) =>
        alerts.Count == 0 ? [] : OnlyKeyOf(alerts, labels) is { } key ? [new CorrelatedAlerts(key, alerts)] : GroupAll(alerts, labels);

    // Not where it is called: what its functions hold on to would be allocated there for every payload. The same is true of Joined.
    private static List<CorrelatedAlerts> GroupAll(IReadOnlyList<Alert> alerts, IReadOnlyList<string> labels) =>
        [.. alerts.GroupBy(alert => KeyOf(alert, labels)).Select(group => new CorrelatedAlerts(group.Key, [.. group]))];

    /// <summary>The same text again for the same label, which an incident's alerts share.</summary>
    private static string OfLabel(string name, string value)
    {
        Span<byte> utf8 = stackalloc byte[4 * Longest];
        Utf8.TryWrite(utf8, $"labels:{name}={value}", out var length);
        return AsciiTexts.Of(utf8[..length]);
    }

    private static string Joined(Alert alert, IReadOnlyList<string> labels) =>
        string.Join(',', labels.Select(label => $"{label}={Escaped(alert.Label(label)!)}"));

    /// <summary>Tells without making two keys that they would be the same; false when that takes more than a look.</summary>
    private static bool AgreesWith(Alert one, Alert other, IReadOnlyList<string> labels)
    {
        for (var index = 0; index < labels.Count; index++)
        {
            if (one.Label(labels[index]) != other.Label(labels[index]))
            {
                return false;
            }
        }

        return HasAll(one, labels) || (one.GroupKey is { Length: > 0 } && one.GroupKey == other.GroupKey && one.Source == other.Source);
    }

    private static bool HasAll(Alert alert, IReadOnlyList<string> labels)
    {
        for (var index = 0; index < labels.Count; index++)
        {
            if (alert.Label(labels[index]) is not { Length: > 0 })
            {
                return false;
            }
        }

        return labels.Count > 0;
    }

    private static string Escaped(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal);

    /// <summary>Readable where it can be: the key shows in the store and in the logs.</summary>
    private static string Short(string kind, string text) => text.Length <= Longest ? $"{kind}:{text}" : Hashed(kind, text);

    private static string Hashed(string kind, string text) => $"{kind}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
}

/// <summary>Alerts of one payload that share a key.</summary>
internal readonly record struct CorrelatedAlerts(string Key, IReadOnlyList<Alert> Alerts);
