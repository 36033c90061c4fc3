using Microsoft.Extensions.Options;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>Refuses bad behaviour settings at start-up; the message names the setting.</summary>
[OptionsValidator]
public sealed partial class BehaviourOptionsValidator : IValidateOptions<BehaviourOptions>;
