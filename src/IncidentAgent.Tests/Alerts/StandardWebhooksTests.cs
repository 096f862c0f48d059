using System.Text;
using IncidentAgent.Alerts;

namespace IncidentAgent.Tests.Alerts;

public sealed class StandardWebhooksTests
{
    // The upstream libraries' own test vector.
    private const string Secret = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string Timestamp = "1614265330";
    private const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private static readonly DateTimeOffset Sent = DateTimeOffset.FromUnixTimeSeconds(1614265330);
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"test": 2432232314}""");

    [Theory]
    [InlineData(Secret)]
    [InlineData($"whsec_{Secret}")]
    public void The_known_answer_is_given(string secret) =>
        StandardWebhooks.Sign(secret, Id, Sent, Body).Should().Be(Signature);

    [Theory]
    [InlineData(Signature)]
    [InlineData($"v1,bm90IHRoaXMgb25l {Signature}")]
    [InlineData($"{Signature} v1,bm90IHRoaXMgb25l")]
    [InlineData($"v1a,ZWQyNTUxOQ== noComma  v1,!! {Signature}")]
    public void One_right_signature_among_others_is_enough(string signatures) =>
        Verify(signatures: signatures).Should().Be(WebhookVerdict.Genuine);

    [Theory]
    [InlineData("noComma")]
    [InlineData("v1,")]
    [InlineData("v1,g0hM9SsE")]
    [InlineData("v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("v1,h0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    public void No_right_signature_is_said_to_be_wrong(string signatures) =>
        Verify(signatures: signatures).Should().Be(WebhookVerdict.SignatureWrong);

    [Theory]
    [InlineData(300, "Genuine")]
    [InlineData(301, "TooOld")]
    [InlineData(-300, "Genuine")]
    [InlineData(-301, "FromTheFuture")]
    public void A_clock_may_be_five_minutes_off_either_way(int secondsLater, string verdict) =>
        Verify(now: Sent.AddSeconds(secondsLater)).ToString().Should().Be(verdict);

    [Theory]
    [InlineData(null, Timestamp, Signature, "HeaderMissing")]
    [InlineData(Id, null, Signature, "HeaderMissing")]
    [InlineData(Id, Timestamp, null, "HeaderMissing")]
    [InlineData(Id, "soon", Signature, "TimestampUnreadable")]
    [InlineData(Id, "-1614265330", Signature, "TimestampUnreadable")]
    [InlineData(Id, "99999999999999999999", Signature, "TimestampUnreadable")]
    [InlineData(Id, "9223372036854775807", Signature, "FromTheFuture")]
    [InlineData("msg_another", Timestamp, Signature, "SignatureWrong")]
    [InlineData(Id, "1614265331", Signature, "SignatureWrong")]
    public void A_request_that_was_changed_is_told_apart(string? id, string? timestamp, string? signatures, string verdict) =>
        StandardWebhooks.Verify(Secret, id, timestamp, signatures, Body, Sent).ToString().Should().Be(verdict);

    [Fact]
    public void A_changed_body_is_not_genuine() =>
        StandardWebhooks.Verify(Secret, Id, Timestamp, Signature, [.. Body, 32], Sent).Should().Be(WebhookVerdict.SignatureWrong);

    [Theory]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("not base64!")]
    public void A_secret_that_is_not_base64_is_refused_without_being_told(string secret)
    {
        StandardWebhooks.TryReadSecret(secret, out _).Should().BeFalse();

        var sign = () => StandardWebhooks.Sign(secret, Id, Sent, Body);
        sign.Should().Throw<FormatException>().Which.Message.Should().NotContain("not base64!");
    }

    private static WebhookVerdict Verify(string signatures = Signature, DateTimeOffset? now = null) =>
        StandardWebhooks.Verify(Secret, Id, Timestamp, signatures, Body, now ?? Sent);
}
