using Microsoft.Extensions.Options;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>Refuses bad settings of the live signals at start-up; the message names the setting.</summary>
[OptionsValidator]
public sealed partial class LiveBehaviourOptionsValidator : IValidateOptions<LiveBehaviourOptions>;
