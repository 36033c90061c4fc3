using '../main.bicep'

param environmentName = 'dev'
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param pseudonymKey = readEnvironmentVariable('XB_PSEUDONYM_KEY', '')
param previousPseudonymKey = readEnvironmentVariable('XB_PREVIOUS_PSEUDONYM_KEY', '')
param previousPseudonymKeyId = readEnvironmentVariable('XB_PREVIOUS_PSEUDONYM_KEY_ID', '')
param alertEmail = readEnvironmentVariable('XB_ALERT_EMAIL', '')
param operatorsObjectId = readEnvironmentVariable('XB_OPERATORS_OBJECT_ID', '')
param sizes = {
  hubTier: 'Standard'
  hubUnits: 1
  hubMaxUnits: 2
  streamInstances: 0
  httpInstances: 0
  mostInstances: 40
  instanceMemory: 2048
  httpConcurrency: 50
  logDays: 30
  storageSku: 'Standard_LRS'
}
