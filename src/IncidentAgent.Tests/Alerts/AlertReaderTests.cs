using System.Runtime.CompilerServices;
using System.Text;
using IncidentAgent.Alerts;
using IncidentAgent.Tests.Support;

namespace IncidentAgent.Tests.Alerts;

public sealed class AlertReaderTests
{
    private static readonly string Payload = Payloads.Group("pay", new MadeAlert("Down"), new MadeAlert("Slow"));

    [Theory]
    [InlineData(1.0, true)]
    [InlineData(0.9, false)]
    public void Of_a_payload_that_was_read_nothing_is_held(double part, bool isWhole)
    {
        // On a thread that lives on, as those that serve requests do.
        Read((int)(part * Payload.Length), isWhole, out var body);

        GC.Collect();

        body.IsAlive.Should().BeFalse();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Read(int bytes, bool isWhole, out WeakReference body)
    {
        var read = Encoding.UTF8.GetBytes(Payload)[..bytes];
        AlertReader.TryRead(read, "alertmanager", AlertmanagerFormat.Instance, new IntakeOptions(), out _, out _).Should().Be(isWhole);
        body = new WeakReference(read);
    }
}
