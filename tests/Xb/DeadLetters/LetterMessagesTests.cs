using System.Text;
using XbFunctions.Contracts;
using XbFunctions.State;
using XbFunctions.Xb.DeadLetters;

namespace XbFunctions.Xb.Tests.DeadLetters;

[TestClass]
public sealed class LetterMessagesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [TestMethod]
    [DataRow("from the transport", "no json", "from the transport", DisplayName = "the transport's id stays")]
    [DataRow(
        null,
        """{"type":"payment.labelled","paymentId":"p-1","customerId":"c-1","occurredAt":"2026-03-01T12:00:00Z","label":"chargeback","source":"acquirer"}""",
        "p-1:chargeback",
        DisplayName = "a label has the id that it is claimed by without one")]
    [DataRow(
        null,
        """{"type":"payment.authorised","paymentId":"p-1","occurredAt":"2026-03-01T12:00:00Z","customerId":"c-1","instrumentId":"i-1","method":"card","sellerId":"s-1","market":"DE","amount":25.50,"currency":"EUR"}""",
        "p-1",
        DisplayName = "a payment has its own")]
    [DataRow(null, "no json", "dead-letter:fraud/payments/fraud/2/7", DisplayName = "what cannot be read has the dead letter's")]
    public void The_event_id_is_the_one_that_the_functions_know_it_by(string? eventId, string body, string expected)
    {
        var letter = Letter(eventId, "c-1", body);
        Assert.AreEqual(expected, LetterMessages.EventIdOf(letter, letter.Body));
        Assert.AreEqual(expected, LetterMessages.Make(letter, letter.Body).MessageId);
    }

    [TestMethod]
    public void A_message_keeps_key_type_clock_and_bytes()
    {
        var letter = Letter("a", "c-1", "bytes") with { EventType = "payment.authorised", ProducerClock = Noon };
        var message = LetterMessages.Make(letter, letter.Body);
        Assert.AreEqual("c-1", message.PartitionKey);
        Assert.AreEqual("bytes", Encoding.UTF8.GetString(message.Body.Span));
        Assert.AreEqual("payment.authorised", message.Properties![EventProperties.Type]);
        Assert.AreEqual("a", message.Properties[EventProperties.Id]);
        Assert.AreEqual(Noon, message.Properties[EventProperties.ProducerClock]);
        Assert.IsFalse(LetterMessages.Make(Letter("a", null, "bytes"), default).Properties!.ContainsKey(EventProperties.ProducerClock));
    }

    [TestMethod]
    [DataRow("Nothing is chosen", "dead-letters", "replay")]
    [DataRow("--body corrects one dead letter", "dead-letters", "replay", "--all", "--body", "x.json")]
    [DataRow("choose in two ways", "dead-letters", "replay", "a/b/c/0/1", "--stage", "parse")]
    public async Task A_choice_that_is_none_is_refused(string problem, params string[] args)
    {
        var run = await CommandRun.OfAsync(CancellationToken.None, args);
        Assert.AreEqual(2, run.ExitCode);
        Assert.Contains(problem, run.Error);
    }

    private static DeadLetter Letter(string? eventId, string? partitionKey, string body) => new(
        "fraud/payments/fraud/2/7",
        "fraud",
        new StreamPartition(HubNames.Payments, "fraud", "2"),
        7,
        Noon,
        "parse",
        "broken",
        eventId,
        null,
        Encoding.UTF8.GetBytes(body),
        partitionKey);
}
