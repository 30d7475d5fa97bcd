/** The console page's only way out: the typed bridge, as `window.porchlight`. Runs sandboxed. */
import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import { CHANNELS, type ConsoleBridge } from '../src/protocol/ipc.ts';

/** Hands what is told on a channel to `listener`, until the function that it returns is called. */
function listen<T>(channel: string, listener: (told: T) => void): () => void {
  const receive = (_event: IpcRendererEvent, told: T): void => listener(told);
  ipcRenderer.on(channel, receive);
  return () => ipcRenderer.off(channel, receive);
}

const bridge: ConsoleBridge = {
  getStatus: () => ipcRenderer.invoke(CHANNELS.getStatus),
  onStatus: (listener) => listen(CHANNELS.status, listener),
  ask: (command) => ipcRenderer.invoke(CHANNELS.ask, command),
  openPlay: (code) => ipcRenderer.invoke(CHANNELS.openPlay, code),
  joinOther: (text) => ipcRenderer.invoke(CHANNELS.joinOther, text),
  getLog: () => ipcRenderer.invoke(CHANNELS.getLog),
  onLog: (listener) => listen(CHANNELS.log, listener),
  copyDiagnosis: () => ipcRenderer.invoke(CHANNELS.copyDiagnosis),
  getNearby: () => ipcRenderer.invoke(CHANNELS.getNearby),
  onNearby: (listener) => listen(CHANNELS.nearby, listener),
  getPreferences: () => ipcRenderer.invoke(CHANNELS.getPreferences),
  onPreferences: (listener) => listen(CHANNELS.preferences, listener),
  setPreference: (name, on) => ipcRenderer.invoke(CHANNELS.setPreference, { name, on }),
  onMenu: (listener) => listen(CHANNELS.menu, listener),
};

contextBridge.exposeInMainWorld('porchlight', bridge);
