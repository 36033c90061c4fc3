using System.Globalization;
using System.Text.RegularExpressions;
using Amqp;
using Amqp.Framing;
using Amqp.Types;

namespace XbFunctions.EventHub;

/// <summary>Reads where a receiver wants to start from the selector text of its source, whatever descriptor its client puts on it.</summary>
internal static partial class PositionFilter
{
    private const string FilterName = "apache.org:selector-filter:string";

    /// <exception cref="AmqpException">The text is no such expression.</exception>
    public static EventPosition Read(Source source)
    {
        var filter = source.FilterSet is { } filters && filters.TryGetValue(new Symbol(FilterName), out var value) ? value : null;
        if (filter is null)
        {
            return EventPosition.Earliest;
        }

        var text = (filter is DescribedValue described ? described.Value : filter) as string;
        return TryParse(text, out var position)
            ? position
            : throw new AmqpException(HubErrors.ArgumentError, $"The filter '{text}' is not understood; amqp.annotation.x-opt-offset, x-opt-sequence-number or x-opt-enqueued-time with > or >= is.");
    }

    /// <summary>Reads an expression such as <c>amqp.annotation.x-opt-offset &gt; '@latest'</c>, its value quoted or not.</summary>
    public static bool TryParse(string? text, out EventPosition position)
    {
        position = default;
        if (text is null || Expression().Match(text) is not { Success: true } match)
        {
            return false;
        }

        var (value, isInclusive) = (match.Groups["value"].Value, match.Groups["operator"].Value == ">=");
        var isNumber = long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        switch (match.Groups["name"].Value)
        {
            case "offset" when isNumber || value == "@latest":
                position = EventPosition.FromOffset(value, isInclusive);
                return true;
            case "sequence-number" when isNumber:
                position = EventPosition.FromSequenceNumber(number, isInclusive);
                return true;
            case "enqueued-time" when isNumber:
                position = EventPosition.FromEnqueuedTime(AmqpReader.FromTimestamp(number), isInclusive);
                return true;
            default:
                return false;
        }
    }

    [GeneratedRegex(@"^\s*amqp\.annotation\.x-opt-(?<name>offset|sequence-number|enqueued-time)\s*(?<operator>>=?)\s*'?(?<value>[^'\s]+)'?\s*$", RegexOptions.ExplicitCapture)]
    private static partial Regex Expression();
}
