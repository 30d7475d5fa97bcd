; Part of the Windows installer (see package.ts): lets guests on the same network through the firewall, so that
; Windows never asks, and nobody presses "Cancel" by mistake, which would block them.

!macro customInstall
  nsExec::Exec 'netsh advfirewall firewall delete rule name=all dir=in program="$INSTDIR\${APP_EXECUTABLE_FILENAME}"'
  Pop $0
  nsExec::Exec 'netsh advfirewall firewall add rule name="${PRODUCT_NAME}" dir=in action=allow program="$INSTDIR\${APP_EXECUTABLE_FILENAME}" profile=any remoteip=localsubnet enable=yes'
  Pop $0
!macroend

!macro customUnInstall
  nsExec::Exec 'netsh advfirewall firewall delete rule name=all dir=in program="$INSTDIR\${APP_EXECUTABLE_FILENAME}"'
  Pop $0
!macroend
