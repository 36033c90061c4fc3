using XbFunctions.EventHub;

namespace XbFunctions.Xb.Hub;

/// <summary>What <c>xb hub</c> runs.</summary>
/// <param name="Broker">Hubs, folder, durability and retention.</param>
/// <param name="Server">Ports and keys.</param>
internal sealed record HubRunOptions(EventHubBrokerOptions Broker, EventHubServerOptions Server);
