using System.Text.Json;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>A page of the review queue.</summary>
/// <param name="Reviews">Decisions as <c>fraud.decided</c> tells them, the newest first.</param>
/// <param name="Continuation">Gives the next page; null when there is none.</param>
public sealed record ReviewPage(IReadOnlyList<JsonElement> Reviews, string? Continuation);
