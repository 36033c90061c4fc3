namespace XbFunctions.Host;

/// <summary>The parts of a started platform.</summary>
internal sealed record PlatformState(
    Uri HttpAddress, string RoutePrefix, PlatformServices Services, FunctionKeys Keys, FunctionSet Functions, ListenerGroup Listeners);
