using Amqp;

namespace XbFunctions.EventHub;

/// <summary>A request to one of the hub's own nodes.</summary>
/// <param name="Message">The decoded message.</param>
internal sealed record NodeRequest(Message Message)
{
    /// <summary>Body as text; <see langword="null"/> when it is none.</summary>
    public string? Body => Message.Body as string;

    /// <summary>An application property as text; <see langword="null"/> when it is missing or no text.</summary>
    public string? GetText(string property) => Message.ApplicationProperties?.Map.GetValueOrDefault(property)?.ToString();
}
