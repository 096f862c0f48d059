using System.Text;

namespace IncidentAgent.Specs.Support;

/// <summary>Alerts that are sent together, each of a service of its own, with a label in common that no other batch has; written down beforehand.</summary>
public sealed class Batch
{
    private const string LabelName = "batch";

    /// <summary>Matches what the services of any batch are called.</summary>
    public const string ServicePattern = @"\bbatch[0-9a-f]{12}-\d+\b";

    private readonly string _name = $"batch{Guid.NewGuid():N}"[..17];
    private readonly ReadOnlyMemory<byte>[] _notifications;

    /// <param name="notifications">How many there are.</param>
    /// <param name="alertsEach">How many alerts one of them groups, of different names and the same service.</param>
    /// <param name="services">How many services they are about, in turn; <see langword="null"/> for one each.</param>
    public Batch(int notifications, int alertsEach = 1, int? services = null)
    {
        Services = [.. Enumerable.Range(0, services ?? notifications).Select(number => $"{_name}-{number}")];
        AlertsEach = alertsEach;
        _notifications = [.. Enumerable.Range(0, notifications).Select(number => Write(number))];
    }

    /// <summary>The label as a filter: <c>name=value</c>.</summary>
    public string Label => $"{LabelName}={_name}";

    /// <summary>What every service of the batch is called before its number.</summary>
    public string Name => _name;

    public IReadOnlyList<string> Services { get; }

    public int AlertsEach { get; }

    public int Count => _notifications.Length;

    public ReadOnlyMemory<byte> this[int index] => _notifications[index];

    public string ServiceOf(int index) => Services[index % Services.Count];

    /// <summary>The same alerts, over.</summary>
    public IEnumerable<string> Resolved() => Enumerable.Range(0, Count).Select(number => Notification.Of(Alerts(number, firing: false)));

    private byte[] Write(int number) => Encoding.UTF8.GetBytes(Notification.Of(Alerts(number, firing: true)));

    private IReadOnlyList<AlertOf> Alerts(int number, bool firing)
    {
        var labels = new Dictionary<string, string> { [LabelName] = _name };
        var round = number / Services.Count;
        return
        [
            .. Enumerable.Range(round * AlertsEach, AlertsEach)
                .Select(name => new AlertOf(ServiceOf(number), $"HighLatency{name}") { Labels = labels, Firing = firing }),
        ];
    }
}
