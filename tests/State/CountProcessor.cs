using System.Globalization;
using System.Text;

namespace XbFunctions.State.Tests;

/// <summary>
/// Takes bodies of the form <c>key:number</c>, publishes one answer an event, for every other as the change that it is, and gives up on anything else.
/// </summary>
internal sealed class CountProcessor : IStreamProcessor<CountState>
{
    public string Name => "count";

    public IOutputForm OutputForm => AnswerForm.Instance;

    /// <summary>The state that was made last.</summary>
    public CountState? Last { get; set; }

    /// <summary>Called before each batch; throws to make it fail.</summary>
    public Action<ReadOnlyMemory<StreamEvent>>? Before { get; init; }

    /// <summary>Bytes added to every output; they do not get shorter when packed.</summary>
    public int PaddingBytes { get; init; }

    public CountState CreateState(StreamPartition partition) => Last = new CountState();

    public ValueTask ProcessAsync(
        CountState state, ReadOnlyMemory<StreamEvent> events, BatchResult result, CancellationToken cancellationToken)
    {
        Before?.Invoke(events);
        foreach (var e in events.Span)
        {
            Process(state, e, result);
        }

        return ValueTask.CompletedTask;
    }

    private void Process(CountState state, in StreamEvent e, BatchResult result)
    {
        var text = Encoding.UTF8.GetString(e.Body.Span);
        var parts = text.Split(':');
        if (parts.Length != 2 || !long.TryParse(parts[1], CultureInfo.InvariantCulture, out var value))
        {
            result.DeadLetter(e, "parse", "not key and number");
        }
        else if (e.EventId is null || result.TryClaim(e.EventId))
        {
            state.Add(parts[0], value);
            var padding = Padding(e.SequenceNumber);
            if (e.SequenceNumber % 2 != 0)
            {
                result.PublishChange(result.ReserveChange(), AnswerForm.Change(text, e.SequenceNumber, padding), AnswerForm.Instance);
                return;
            }

            result.Change(e.Body.Span);
            byte[] body = [.. Encoding.UTF8.GetBytes(text), .. padding];
            result.Publish(new OutgoingEvent("answers", parts[0], $"a-{e.SequenceNumber}", "counted", body, $"n-{e.SequenceNumber}"));
        }
    }

    private byte[] Padding(long sequence)
    {
        var padding = new byte[PaddingBytes];
        new Random((int)sequence).NextBytes(padding);
        return padding;
    }
}
