using Microsoft.Extensions.Options;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Refuses bad settings of learning at start-up; the message names the setting.</summary>
[OptionsValidator]
public sealed partial class FraudLearningOptionsValidator : IValidateOptions<FraudLearningOptions>;
