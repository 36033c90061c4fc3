using System.Text.Json;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>A decision policy as analysts write it: rules, thresholds, lists and bounds. Drawn in <c>docs/policy.md</c>.</summary>
public sealed record PolicyDocument
{
    /// <summary>Largest document, in bytes of JSON.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>Market whose entry holds for every market without one.</summary>
    public const string AnyMarket = "*";

    /// <summary>What this version is about, at most 500 characters.</summary>
    public string? Description { get; init; }

    /// <summary>Rules, as a workflow of Microsoft's RulesEngine.</summary>
    public required PolicyWorkflow Workflow { get; init; }

    /// <summary>Thresholds by market (ISO 3166-1 alpha-2, or <see cref="AnyMarket"/>).</summary>
    public IReadOnlyDictionary<string, MarketPolicy> Markets { get; init; } = new Dictionary<string, MarketPolicy>();

    /// <summary>Allow and deny lists, at most 100,000 entries.</summary>
    public IReadOnlyList<PolicyListEntry> Lists { get; init; } = [];

    /// <summary>Rules that rest for one customer, at most 10,000.</summary>
    public IReadOnlyList<PolicySnooze> Snoozes { get; init; } = [];

    /// <summary>Bound on automatic declines; null for none.</summary>
    public DeclineCap? DeclineCap { get; init; }

    /// <summary>Milliseconds a batch may wait for the model; two batches in a row beyond it are followed by rules alone for half a minute. Null for no bound.</summary>
    public int? ModelBudgetMilliseconds { get; init; }

    /// <summary>Reads a document; what it means is checked by <see cref="FraudPolicy.Compile"/>.</summary>
    /// <param name="json">UTF-8 JSON; comments and trailing commas are taken.</param>
    /// <exception cref="PolicyException">No JSON, a member that is unknown, missing or of another type; the message says where.</exception>
    public static PolicyDocument Parse(ReadOnlySpan<byte> json)
    {
        if (json.Length > MaxBytes)
        {
            throw new PolicyException($"A policy has at most {MaxBytes} bytes; got {json.Length}.");
        }

        try
        {
            return PolicyJson.Read<PolicyDocument>(json);
        }
        catch (JsonException exception)
        {
            throw new PolicyException($"{exception.Path ?? "$"}: {exception.Message.Split(" Path:", 2)[0]}", exception);
        }
    }

    /// <summary>The document as UTF-8 JSON, indented.</summary>
    public byte[] ToJson() => PolicyJson.Write(this);
}
